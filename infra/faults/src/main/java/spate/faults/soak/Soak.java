package spate.faults.soak;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import spate.faults.world.World;
import spate.load.option.Options;

/// Command: viewers who come and go for an hour; afterwards everything must be as it was once the replicas had warmed
/// up.
public final class Soak {

    private static final Duration QUIET_MAX = Duration.ofMinutes(2);
    private static final Duration IDLE_THREADS = Duration.ofSeconds(65);
    private static final int ROOMS = 40;

    private Soak() {}

    /// The options of this command.
    public static Options options() {
        return new Options()
                .know("minutes", "60", "how long, after warming up")
                .know("warm-up", "120", "seconds of the same before the baseline is taken")
                .know("viewers", "40", "how many come and go at a time")
                .know("seed", "1", "seed of what they do");
    }

    /// Runs it once.
    ///
    /// @return 0 where everything came back, else 1
    public static int run(List<String> arguments, PrintStream out) {
        Options options = options().read(arguments);
        // A recent stretch of the log fills up by itself; here it is full once the replicas are warm.
        var settings = Map.of("spate.log.repeat-ids-max", "10000", "spate.log.repeat-window", "10s");
        try (var world = World.start(new World.Plan(2, 1, 1, settings))) {
            List<String> rooms = new ArrayList<>();
            for (int n = 0; n < ROOMS; n++) {
                rooms.add("soak-" + n);
                world.api().createRoom(world.accounts().getFirst(), rooms.getLast(), rooms.getLast());
            }
            churn(world, rooms, options, Duration.ofSeconds(options.number("warm-up", 1)), out);
            Usage baseline = quiet(world);
            out.println("warmed up: " + baseline);
            churn(world, rooms, options, Duration.ofMinutes(options.number("minutes", 1)), out);
            Usage after = quiet(world);
            out.println("afterwards: " + after);
            List<String> excess = after.excessOver(baseline);
            if (after.threads() > baseline.threads()) {
                out.println("threads since: " + after.threadsSince(baseline));
            }
            excess.addAll(world.bugs());
            excess.forEach(line -> out.println("BROKEN: " + line));
            out.println(excess.isEmpty() ? "everything came back" : "something stays behind");
            return excess.isEmpty() ? 0 : 1;
        }
    }

    private static void churn(World world, List<String> rooms, Options options, Duration time, PrintStream out) {
        var visits = new AtomicLong();
        var churns = new ArrayList<Churn>();
        var threads = new ArrayList<Thread>();
        for (int n = 0; n < options.number("viewers", 1); n++) {
            churns.add(new Churn(world, rooms, options.number("seed", 0) * 1_000L + n, visits));
            threads.add(Thread.ofVirtual().start(churns.getLast()));
        }
        long end = System.nanoTime() + time.toNanos();
        long told = System.nanoTime();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            if (System.nanoTime() - told > TimeUnit.MINUTES.toNanos(1)) {
                told = System.nanoTime();
                out.printf("%,d visits; %s%n", visits.get(), Usage.of(world));
            }
        }
        long ended = threads.stream().filter(thread -> !thread.isAlive()).count();
        churns.forEach(Churn::end);
        if (ended > 0) {
            throw new IllegalStateException(ended + " of those who come and go gave up: nothing was shown");
        }
        for (Thread thread : threads) {
            try {
                thread.join(QUIET_MAX);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        out.printf("%,d visits%n", visits.get());
    }

    /// Waits until nobody is left, and for what falls away a while after that.
    private static Usage quiet(World world) {
        try {
            Awaitility.await("nobody is left")
                    .atMost(QUIET_MAX)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        Usage now = Usage.of(world);
                        return now.sessions() + now.sseSessions() + now.seats() + now.rooms() == 0;
                    });
            // Threads that wait for work end after a minute without any.
            LockSupport.parkNanos(IDLE_THREADS.toNanos());
        } catch (ConditionTimeoutException _) {
            // What is left is told as such.
        }
        return Usage.of(world);
    }
}
