package spate.chat;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;
import org.springframework.context.annotation.Import;
import spate.rooms.web.EventLoops;

/// chat-service by itself.
@SpringBootConfiguration(proxyBeanMethods = false)
// Without Lettuce's observations: a command that is cancelled before it was sent would throw out of the cancelling
// (Lettuce 7.5), and leave what is upstream of it running.
@EnableAutoConfiguration(exclude = LettuceObservationAutoConfiguration.class)
@Import(ChatServiceConfiguration.class)
public class ChatServiceApplication {

    public static void main(String[] args) {
        EventLoops.oneForEachCore();
        SpringApplication.run(ChatServiceApplication.class, args);
    }
}
