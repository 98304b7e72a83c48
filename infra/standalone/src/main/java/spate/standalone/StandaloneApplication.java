package spate.standalone;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import spate.api.ApiServiceConfiguration;
import spate.chat.ChatServiceConfiguration;
import spate.standalone.page.PageConfiguration;
import spate.stream.StreamServiceConfiguration;

/// The three services and the page in one application context, on one port.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    ChatServiceConfiguration.class,
    StreamServiceConfiguration.class,
    ApiServiceConfiguration.class,
    PageConfiguration.class
})
class StandaloneApplication {}
