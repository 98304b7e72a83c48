package spate.rooms.limit;

/// What came of a [Turn].
///
/// @param code 0 taken, 1 slow mode, 2 the rate
/// @param waitMillis how long to wait before trying again, 0 where it was taken
record Taken(int code, long waitMillis) {

    static final Taken YES = new Taken(0, 0);

    static Taken slowMode(long waitMillis) {
        return new Taken(1, Math.max(1, waitMillis));
    }

    static Taken tooFast(long waitMillis) {
        return new Taken(2, Math.max(1, waitMillis));
    }
}
