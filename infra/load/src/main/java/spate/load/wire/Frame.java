package spate.load.wire;

import java.util.Arrays;
import java.util.Locale;

/// One frame from the server, read once; byte-identical frames of other sessions are recognised and share it,
/// so its fields must not be changed.
public final class Frame {

    static final byte[] NOTHING = {};
    static final int[] NONE = {};

    /// What kind of frame it is; `OTHER` for types that this program does not look at.
    public enum Kind {
        WELCOME,
        JOINED,
        LEFT,
        PONG,
        POSTED,
        ERROR,
        EVENTS,
        MISSED,
        AUDIENCE,
        DRAIN,
        OTHER;

        static Kind of(String type) {
            for (var kind : values()) {
                if (kind.name().toLowerCase(Locale.ROOT).equals(type)) {
                    return kind;
                }
            }
            return OTHER;
        }
    }

    Kind kind = Kind.OTHER;
    long re = -1;
    byte[] room = NOTHING;
    byte[] prev = NOTHING;
    byte[] position = NOTHING;
    boolean recovered;
    String code = "";
    long retryAfterMillis;
    long heartbeatSeconds;
    long reconnectWithinMillis;
    long postedHi;
    long postedLo;
    int textLength;
    int messages;
    int[] events = NONE;
    long[] scheduledMicros = {};
    long[] delayMicros = {};

    /// What kind of frame it is.
    public Kind kind() {
        return kind;
    }

    /// The `id` of the frame that this one answers, or -1.
    public long re() {
        return re;
    }

    /// Whether the frame is about this room.
    public boolean isOf(byte[] roomId) {
        return Arrays.equals(room, roomId);
    }

    /// Position just before the first event, empty where the frame has none.
    public byte[] prev() {
        return prev;
    }

    /// Position of the last event, empty where the frame has none.
    public byte[] position() {
        return position;
    }

    /// Of `joined`: whether everything after the cursor follows.
    public boolean recovered() {
        return recovered;
    }

    /// Of `error`: its code.
    public String code() {
        return code;
    }

    /// Of `error`: when it may help to try again, 0 where not told.
    public long retryAfterMillis() {
        return retryAfterMillis;
    }

    /// Of `welcome`.
    public long heartbeatSeconds() {
        return heartbeatSeconds;
    }

    /// Of `drain`: within how long to connect again.
    public long reconnectWithinMillis() {
        return reconnectWithinMillis;
    }

    /// Of `posted`: first half of the event id's hash.
    public long postedHi() {
        return postedHi;
    }

    /// Of `posted`: second half of the event id's hash.
    public long postedLo() {
        return postedLo;
    }

    /// Bytes of the frame's JSON text.
    public int textLength() {
        return textLength;
    }

    /// How many of the events are messages.
    public int messages() {
        return messages;
    }

    /// Numbers of the events of `events` or of `joined`'s history, in order.
    public int[] events() {
        return events;
    }

    /// When each event was scheduled, in microseconds of the run; -1 where the event carries no marker of this
    /// run, or is not to be timed.
    public long[] scheduledMicros() {
        return scheduledMicros;
    }

    /// By how many microseconds each was sent later.
    public long[] delayMicros() {
        return delayMicros;
    }
}
