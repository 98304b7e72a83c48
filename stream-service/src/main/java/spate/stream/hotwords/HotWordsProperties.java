package spate.stream.hotwords;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How hot words are found.
///
/// @param enabled whether this process finds them; it needs the archive
/// @param messagesPerSecond messages that are looked at in a second, 1 to 20,000; of more, the first are
/// @param perRoomPerSecond messages of one room that are, 1 to 20,000; so a flood leaves something for other
///     rooms
/// @param roomsMax rooms that this replica tells what trends, 1 to 100,000; of more, those where words were
///     counted last
/// @param every how often rooms are told, 2 s to 5 min
/// @param pause how long nothing is counted after Redis failed, 0 to 1 min
@ConfigurationProperties("spate.stream.hot-words")
record HotWordsProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1000") int messagesPerSecond,
        @DefaultValue("200") int perRoomPerSecond,
        @DefaultValue("1000") int roomsMax,
        @DefaultValue("10s") Duration every,
        @DefaultValue("5s") Duration pause) {

    HotWordsProperties {
        check("messages-per-second", messagesPerSecond, 1, 20_000);
        check("per-room-per-second", perRoomPerSecond, 1, 20_000);
        check("rooms-max", roomsMax, 1, 100_000);
        check("every", every, Duration.ofSeconds(2), Duration.ofMinutes(5));
        check("pause", pause, Duration.ZERO, Duration.ofMinutes(1));
    }

    private static <T extends Comparable<T>> void check(String key, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "spate.stream.hot-words.%s must be %s to %s, is %s".formatted(key, least, most, value));
        }
    }
}
