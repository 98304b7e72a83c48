package spate.faults.proxy;

/// What happens to the bytes of a link just now. Read by event loops, changed by any thread.
final class Weather {

    private volatile boolean toServerHeld;
    private volatile boolean toClientHeld;
    private volatile long delayNanos;

    boolean isHeld(Direction direction) {
        return direction == Direction.TO_SERVER ? toServerHeld : toClientHeld;
    }

    void hold(Direction direction) {
        if (direction == Direction.TO_SERVER) {
            toServerHeld = true;
        } else {
            toClientHeld = true;
        }
    }

    long delayNanos() {
        return delayNanos;
    }

    void delay(long nanos) {
        delayNanos = nanos;
    }

    void clear() {
        toServerHeld = false;
        toClientHeld = false;
        delayNanos = 0;
    }
}
