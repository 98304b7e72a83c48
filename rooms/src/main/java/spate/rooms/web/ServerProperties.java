package spate.rooms.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The server under the sessions; prefix `spate.server`.
///
/// @param requestDeadline how long a connection may take to send a request whole, head and all, 100 ms to 5 min;
///     then it is closed. So long an idle connection of REST is kept, too
@ConfigurationProperties("spate.server")
record ServerProperties(@DefaultValue("20s") Duration requestDeadline) {

    ServerProperties {
        if (requestDeadline.toMillis() < 100 || requestDeadline.toMinutes() > 5) {
            throw new IllegalArgumentException(
                    "spate.server.request-deadline must be 100 ms to 5 min, is " + requestDeadline);
        }
    }
}
