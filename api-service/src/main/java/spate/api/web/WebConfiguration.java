package spate.api.web;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What every endpoint shares.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebProperties.class)
public class WebConfiguration {

    @Bean
    ProblemHandler apiProblemHandler() {
        return new ProblemHandler();
    }

    @Bean
    RequestBounds apiRequestBounds(WebProperties properties) {
        return new RequestBounds(properties);
    }
}
