package spate.stream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;
import org.springframework.context.annotation.Import;
import spate.rooms.web.EventLoops;

/// stream-service as a process of its own.
// Without Lettuce's observations: a command that is cancelled before it was sent would throw out of the cancelling
// (Lettuce 7.5), and leave what is upstream of it running.
@EnableAutoConfiguration(exclude = LettuceObservationAutoConfiguration.class)
@Import(StreamServiceConfiguration.class)
public class StreamServiceApplication {

    public static void main(String[] arguments) {
        EventLoops.oneForEachCore();
        SpringApplication.run(StreamServiceApplication.class, arguments);
    }
}
