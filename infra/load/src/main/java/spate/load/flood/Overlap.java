package spate.load.flood;

import java.util.Arrays;

/// What the present session tells from when the next one is asked to go on: the next one tells it again, in the same
/// order, and only what comes after is new. As long as the time that the next session has to join.
final class Overlap {

    private static final int[] NOTHING = {};

    private int[] told = NOTHING;
    private int size;
    private int repeated;
    private boolean isOpen;

    /// The next session is asked to go on after what was told until now.
    void begin() {
        isOpen = true;
        size = 0;
        repeated = 0;
    }

    /// The next session is the present one now.
    void end() {
        isOpen = false;
    }

    /// There is no next session any more, or it does not go on where the present one was.
    void forget() {
        isOpen = false;
        told = NOTHING;
        size = 0;
        repeated = 0;
    }

    boolean isOpen() {
        return isOpen;
    }

    /// Where the new ones begin among these events of the present session.
    int firstNew(int[] events) {
        if (isOpen) {
            keep(events);
            return 0;
        }
        int from = 0;
        while (repeated < size && from < events.length && events[from] == told[repeated]) {
            from++;
            repeated++;
        }
        if (repeated == size) {
            forget();
        }
        return from;
    }

    private void keep(int[] events) {
        if (size + events.length > told.length) {
            told = Arrays.copyOf(told, Math.max(told.length * 2, size + events.length));
        }
        System.arraycopy(events, 0, told, size, events.length);
        size += events.length;
    }
}
