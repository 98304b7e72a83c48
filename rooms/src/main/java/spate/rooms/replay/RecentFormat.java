package spate.rooms.replay;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import spate.protocol.EventId;
import spate.protocol.RoomId;

/// How recent events stand in Redis. Stateless.
///
/// A room's stretch is one sorted set: a head of score -1 (`token coversAfter bytes`) and one member for each
/// event, scored by its offset (`offset id type` and, after a line feed, the JSON). One key, so that Redis can
/// drop it only as a whole. A partition's reach is one string (`token nextOffset`).
///
/// The token names an unbroken run of pushes: epoch, colon, random characters. A stretch holds every event of
/// its room after `coversAfter` that was pushed under its token; the partition's reach says up to where
/// everything was pushed under its token. Where the two tokens are the same, the stretch has everything of the
/// room from `coversAfter` to
/// `nextOffset`, both exclusive; otherwise it proves nothing.
public final class RecentFormat {

    /// Score of the head, below every offset.
    static final String HEAD_SCORE = "-1";

    private RecentFormat() {}

    /// A partition's reach.
    public record Reach(String token, long nextOffset) {

        /// As it stands in Redis.
        public String text() {
            return token + ' ' + nextOffset;
        }

        static Optional<Reach> parse(String text) {
            int space = text.indexOf(' ');
            return space < 0
                    ? Optional.empty()
                    : Optional.of(new Reach(text.substring(0, space), Long.parseLong(text.substring(space + 1))));
        }

        boolean isOf(String epoch) {
            return token.startsWith(epoch + ':');
        }
    }

    record Head(String token, long coversAfter) {

        static Head parse(String text) {
            String[] parts = text.split(" ", 3);
            return new Head(parts[0], Long.parseLong(parts[1]));
        }
    }

    /// Key of a room's stretch.
    public static String roomKey(RoomId room) {
        return "spate:recent:{" + room.value() + '}';
    }

    /// Key of a partition's reach.
    public static String partitionKey(int partition) {
        return "spate:recent-reach:" + partition;
    }

    /// The member of an event.
    public static String member(StoredEvent event) {
        return event.offset() + " " + event.id() + ' ' + event.type() + '\n'
                + new String(event.body(), StandardCharsets.UTF_8);
    }

    static StoredEvent event(String member) {
        int line = member.indexOf('\n');
        String[] parts = member.substring(0, line).split(" ", 3);
        return new StoredEvent(
                Long.parseLong(parts[0]),
                new EventId(parts[1]),
                parts[2],
                member.substring(line + 1).getBytes(StandardCharsets.UTF_8));
    }
}
