package spate.stream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/// stream-service as a process of its own.
@EnableAutoConfiguration
@Import(StreamServiceConfiguration.class)
public class StreamServiceApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(StreamServiceApplication.class, arguments);
    }
}
