package spate.standalone;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;
import org.springframework.context.annotation.Import;
import spate.api.ApiServiceConfiguration;
import spate.chat.ChatServiceConfiguration;
import spate.standalone.page.PageConfiguration;
import spate.stream.StreamServiceConfiguration;

/// The three services and the page in one application context, on one port.
@SpringBootConfiguration(proxyBeanMethods = false)
// Without Lettuce's observations: a command that is cancelled before it was sent would throw out of the cancelling
// (Lettuce 7.5), and leave what is upstream of it running.
@EnableAutoConfiguration(exclude = LettuceObservationAutoConfiguration.class)
@Import({
    ChatServiceConfiguration.class,
    StreamServiceConfiguration.class,
    ApiServiceConfiguration.class,
    PageConfiguration.class
})
class StandaloneApplication {}
