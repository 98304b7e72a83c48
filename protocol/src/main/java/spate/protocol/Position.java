package spate.protocol;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where an event stands in its room: the log's epoch and the event's offset in the room's partition.
///
/// On the wire it is one opaque string, `epoch.offset`. Two positions compare only within one epoch. Offset -1
/// stands before the first event of the log.
///
/// @param epoch which incarnation of the topic: 8 characters, see [Epoch]
/// @param offset Kafka's offset, at least -1
public record Position(String epoch, long offset) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{8})\\.(-1|0|[1-9][0-9]{0,17})");

    /// @throws IllegalArgumentException if the epoch is not 8 characters or the offset is below -1
    public Position {
        if (epoch.length() != 8 || offset < -1) {
            throw new IllegalArgumentException("not a position: " + epoch + "." + offset);
        }
    }

    /// The position that a reader sent, or empty where the text is none.
    public static Optional<Position> parse(String text) {
        var matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new Position(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return epoch + "." + offset;
    }
}
