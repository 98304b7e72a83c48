package spate.bench.baseline;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// The messages of a baseline: begins half a second after the last of the expected viewers has joined, and sends
/// at a set rate, whatever becomes of the messages.
final class BaselineFlow {

    private static final long LEAD_NANOS = 500_000_000;

    private final CountDownLatch missing;
    private final int rate;
    private final int bytes;
    private final int seconds;

    /// @param viewers how many are waited for
    /// @param rate messages a second
    /// @param bytes size of each message's event
    /// @param seconds how long it lasts
    BaselineFlow(int viewers, int rate, int bytes, int seconds) {
        this.missing = new CountDownLatch(viewers);
        this.rate = rate;
        this.bytes = bytes;
        this.seconds = seconds;
    }

    /// One more viewer is there. Any thread.
    void joined() {
        missing.countDown();
    }

    /// Sends everything, then says `generated MESSAGES REFUSED`.
    void run(BaselineRoom room, PrintStream out) throws InterruptedException {
        missing.await();
        long start = System.nanoTime() + LEAD_NANOS;
        long count = (long) rate * seconds;
        long refused = 0;
        for (long n = 0; n < count; n++) {
            String event = BaselineFrames.event(n, bytes);
            long due = start + n * 1_000_000_000L / rate;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            refused += room.send(n, event) ? 0 : 1;
        }
        out.println("generated " + count + " " + refused);
    }
}
