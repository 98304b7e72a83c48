package spate.stream.subscribe;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Limits of SSE sessions; prefix `spate.stream.subscribe`.
///
/// @param historyLength most events that a session may ask for, 0 to 200
/// @param comment how often a comment is sent, 1 s to 1 min: proxies end what is silent
/// @param slow how long a session's socket may take nothing before it is ended, 1 s to 10 min
/// @param sessionsMax sessions of this replica, 0 for no limit; more are answered 503
/// @param drain over how long sessions are sent elsewhere when the replica stops, 0 to 10 min
@ConfigurationProperties("spate.stream.subscribe")
public record SubscribeProperties(
        @DefaultValue("200") int historyLength,
        @DefaultValue("15s") Duration comment,
        @DefaultValue("30s") Duration slow,
        @DefaultValue("0") int sessionsMax,
        @DefaultValue("10s") Duration drain) {

    public SubscribeProperties {
        check("history-length", historyLength, 0, 200);
        check("comment", comment.toMillis(), 1_000, 60_000);
        check("slow", slow.toMillis(), 1_000, 600_000);
        check("sessions-max", sessionsMax, 0, Integer.MAX_VALUE);
        check("drain", drain.toMillis(), 0, 600_000);
    }

    private static void check(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "spate.stream.subscribe." + key + " must be " + least + " to " + most + ", is " + value);
        }
    }
}
