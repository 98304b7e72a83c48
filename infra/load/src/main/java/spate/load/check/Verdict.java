package spate.load.check;

/// What a group of sessions received, against what it should have.
///
/// @param sessions how many sessions were looked at
/// @param deliveries messages received, doubles included
/// @param expected messages each of them should have received, added up
/// @param lost expected, not received, and not told either
/// @param toldMissed expected, not received, but the session was told of the gap
/// @param doubled received again
/// @param reordered received after one that comes later in the true order
/// @param foreign received, but nobody of this run sent it
/// @param overflowed sessions whose order was too broken to be kept
/// @param orders how many different orders there were; 1 when all received the same
public record Verdict(
        long sessions,
        long deliveries,
        long expected,
        long lost,
        long toldMissed,
        long doubled,
        long reordered,
        long foreign,
        long overflowed,
        long orders) {

    /// Whether nothing is wrong; gaps that the session was told of are not wrong.
    public boolean isClean() {
        return lost == 0 && doubled == 0 && reordered == 0 && foreign == 0 && overflowed == 0;
    }
}
