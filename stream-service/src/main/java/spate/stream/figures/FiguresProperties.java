package spate.stream.figures;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How figures are kept.
///
/// @param every how often presence is taken to MySQL and steps are folded, 500 ms to 30 s; coarser steps are so much
///     older than the chat, and presence is lost where it is not taken within minutes
/// @param timeout longest a part of a round may take before it is given up and made up for by the next, 1 s to 5 min
@ConfigurationProperties("spate.figures")
record FiguresProperties(
        @DefaultValue("5s") Duration every,
        @DefaultValue("30s") Duration timeout) {

    FiguresProperties {
        check("every", every, Duration.ofMillis(500), Duration.ofSeconds(30));
        check("timeout", timeout, Duration.ofSeconds(1), Duration.ofMinutes(5));
    }

    private static void check(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "spate.figures.%s must be %s to %s, is %s".formatted(key, least, most, value));
        }
    }
}
