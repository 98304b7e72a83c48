package spate.standalone.page;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.server.WebFilter;

/// Serves what the page's build put into `static/` on the class path.
@Configuration(proxyBeanMethods = false)
public class PageConfiguration {

    @Bean
    RouterFunctionMapping pageMapping() {
        RouterFunction<ServerResponse> page = new Page(new ClassPathResource("static/")).routes();
        var mapping = new RouterFunctionMapping(page);
        // After every service and the resources of the page that shows the API: what one of them answers is not
        // the page's.
        mapping.setOrder(Ordered.LOWEST_PRECEDENCE);
        return mapping;
    }

    @Bean
    WebFilter protectiveHeaders() {
        return new ProtectiveHeaders();
    }
}
