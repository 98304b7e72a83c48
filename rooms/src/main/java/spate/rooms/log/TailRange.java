package spate.rooms.log;

/// What of each partition a starting replica reads before it is ready.
///
/// @param from first offset of each partition that is read
/// @param until offset after the last one that was there at the start
public record TailRange(long[] from, long[] until) {

    /// Whether everything that was there has been read.
    ///
    /// @param next for each partition the offset that is read next
    boolean isBehind(long[] next) {
        for (int p = 0; p < until.length; p++) {
            if (next[p] < until[p]) {
                return false;
            }
        }
        return true;
    }
}
