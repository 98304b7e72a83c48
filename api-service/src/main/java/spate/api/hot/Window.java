package spate.api.hot;

/// One room's fetches of one second, and until when it is hot. Of each second's fetches fewer than `threshold` ask
/// the database by themselves, and one may ask it for the snapshot, so the database is asked `threshold` times at
/// most. [SharedHeat] decides the same in Redis. Plain decisions; for one thread at a time.
final class Window {

    private final int threshold;
    private final long coolMillis;
    private long second = Long.MIN_VALUE;
    private int fetches;
    private int asked;
    private boolean loaded;
    private long hotUntil = Long.MIN_VALUE;

    /// @param threshold fetches of a second with which a room becomes hot
    /// @param coolMillis how long it stays so after the last of them
    Window(int threshold, long coolMillis) {
        this.threshold = threshold;
        this.coolMillis = coolMillis;
    }

    /// Counts a fetch.
    ///
    /// @param isNewest whether it is for the newest events, which a snapshot has
    /// @param now milliseconds since 1970
    Way enter(boolean isNewest, long now) {
        if (second != Math.floorDiv(now, 1_000)) {
            second = Math.floorDiv(now, 1_000);
            fetches = 0;
            asked = 0;
            loaded = false;
        }
        fetches++;
        if (fetches >= threshold) {
            hotUntil = now + coolMillis;
        }
        if (isHot(now) && isNewest) {
            if (loaded) {
                return Way.SHARE;
            }
            loaded = true;
            return Way.LOAD;
        }
        if (asked >= threshold - 1) {
            return Way.WAIT;
        }
        asked++;
        return Way.ASK;
    }

    boolean isHot(long now) {
        return now < hotUntil;
    }
}
