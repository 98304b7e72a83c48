package spate.chat.session;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import spate.protocol.Limits;

/// Limits of sessions; prefix `spate.chat.session`.
///
/// @param textLength longest text of a message in code points, 1 to 2,000; a room may set less
/// @param keyLength longest `key` in characters, 16 to 128
/// @param historyLength most events that a `join` may ask for, 0 to 200
/// @param frameBytes largest frame from a session, 1 KiB to 64 KiB; larger ones end it with 1009
/// @param postsPerSecond sustained posts of one viewer, 1 to 1,000
/// @param postsBurst posts of one viewer at once, 1 to 10,000
/// @param framesPerSecond sustained frames of one session, 1 to 10,000
/// @param framesBurst frames of one session at once, 1 to 100,000
/// @param roomsPerSession rooms that one session may have joined, 1 to 1,000
/// @param sessionsPerAddress sessions of one address on this replica, 0 for no limit; more end with 4504
/// @param sessionsMax sessions of this replica, 0 for no limit; more end with 1013
/// @param repliesMax frames of one session that may wait for their answer, 1 to 1,000; then no more are read
/// @param heartbeat how often a session that is silent is pinged, 1 s to 5 min; after two and a half of them
///     without any sign it ends with 4001
/// @param slow how long a session's socket may take nothing before it ends with 4000, 1 s to 10 min
/// @param badFramesMax refused frames after which a session ends with 4500, 1 to 10,000
/// @param floodMax frames over the rate after which a session ends with 4503, 1 to 100,000
/// @param drain over how long sessions are sent elsewhere when the replica stops, 0 to 10 min
/// @param origins origins besides the server's own whose pages may connect; `*` for all
@ConfigurationProperties("spate.chat.session")
public record SessionProperties(
        @DefaultValue("500") int textLength,
        @DefaultValue("64") int keyLength,
        @DefaultValue("200") int historyLength,
        @DefaultValue("8192") int frameBytes,
        @DefaultValue("5") int postsPerSecond,
        @DefaultValue("20") int postsBurst,
        @DefaultValue("20") int framesPerSecond,
        @DefaultValue("50") int framesBurst,
        @DefaultValue("10") int roomsPerSession,
        @DefaultValue("0") int sessionsPerAddress,
        @DefaultValue("0") int sessionsMax,
        @DefaultValue("64") int repliesMax,
        @DefaultValue("30s") Duration heartbeat,
        @DefaultValue("30s") Duration slow,
        @DefaultValue("20") int badFramesMax,
        @DefaultValue("200") int floodMax,
        @DefaultValue("10s") Duration drain,
        @DefaultValue({}) List<String> origins) {

    public SessionProperties {
        check("text-length", textLength, 1, 2_000);
        check("key-length", keyLength, 16, 128);
        check("history-length", historyLength, 0, 200);
        check("frame-bytes", frameBytes, 1 << 10, 64 << 10);
        check("posts-per-second", postsPerSecond, 1, 1_000);
        check("posts-burst", postsBurst, 1, 10_000);
        check("frames-per-second", framesPerSecond, 1, 10_000);
        check("frames-burst", framesBurst, 1, 100_000);
        check("rooms-per-session", roomsPerSession, 1, 1_000);
        check("sessions-per-address", sessionsPerAddress, 0, Integer.MAX_VALUE);
        check("sessions-max", sessionsMax, 0, Integer.MAX_VALUE);
        check("replies-max", repliesMax, 1, 1_000);
        check("heartbeat", heartbeat.toMillis(), 1_000, 300_000);
        check("slow", slow.toMillis(), 1_000, 600_000);
        check("bad-frames-max", badFramesMax, 1, 10_000);
        check("flood-max", floodMax, 1, 100_000);
        check("drain", drain.toMillis(), 0, 600_000);
        origins = List.copyOf(origins);
    }

    private static void check(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "spate.chat.session." + key + " must be " + least + " to " + most + ", is " + value);
        }
    }

    /// What `welcome` tells of them.
    Limits limits() {
        return new Limits(
                textLength,
                keyLength,
                historyLength,
                frameBytes,
                postsPerSecond,
                postsBurst,
                framesPerSecond,
                framesBurst,
                roomsPerSession);
    }
}
