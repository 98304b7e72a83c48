package spate.rooms.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

class SpacedTests {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicInteger runs = new AtomicInteger();
    private final Spaced spaced = new Spaced(this::run, Duration.ofMillis(8), time);

    private int found = 8;

    private int run() {
        runs.incrementAndGet();
        return found;
    }

    @AfterEach
    void end() {
        time.dispose();
    }

    private void pass(long millis) {
        time.advanceTimeBy(Duration.ofMillis(millis));
    }

    @Test
    void runsAtOnceAfterAQuietTime() {
        spaced.ask();
        pass(0);
        assertThat(runs).hasValue(1);
        pass(8);
        spaced.ask();
        pass(0);
        assertThat(runs).hasValue(2);
    }

    @Test
    void whatAsksInBetweenIsOneRunWhenTheSpaceIsOver() {
        spaced.ask();
        pass(1);
        spaced.ask();
        spaced.ask();
        pass(6);
        assertThat(runs).hasValue(1);
        pass(1);
        assertThat(runs).hasValue(2);
        pass(100);
        assertThat(runs).hasValue(2);
    }

    @Test
    void theSpaceCountsFromTheBeginningOfARun() {
        for (int i = 0; i < 80; i++) {
            spaced.ask();
            pass(1);
        }
        assertThat(runs).hasValue(11);
    }

    @Test
    void aTrickleHardlyWaits() {
        found = 1;
        spaced.ask();
        pass(0);
        spaced.ask();
        pass(1);
        assertThat(runs).hasValue(2);
        found = 4;
        spaced.ask();
        pass(1);
        assertThat(runs).hasValue(3);
        spaced.ask();
        pass(3);
        assertThat(runs).hasValue(3);
        pass(1);
        assertThat(runs).hasValue(4);
    }

    @Test
    void aGroupThatIsLargeEnoughIsNotWaitedFor() {
        found = 16;
        spaced.ask();
        pass(7);
        spaced.ask();
        assertThat(runs).hasValue(1);
        found = 64;
        pass(1);
        assertThat(runs).hasValue(2);
        spaced.ask();
        pass(1);
        assertThat(runs).hasValue(2);
        pass(1);
        assertThat(runs).hasValue(3);
    }

    @Test
    void whatFoundNothingLeavesNoSpace() {
        found = 0;
        spaced.ask();
        pass(0);
        spaced.ask();
        pass(0);
        assertThat(runs).hasValue(2);
    }

    @Test
    void nothingBeginsAfterItsEnd() {
        spaced.ask();
        pass(0);
        spaced.ask();
        spaced.dispose();
        pass(100);
        assertThat(runs).hasValue(1);
    }

    @Test
    void whoAsksAfterTheEndIsNotToldOff() {
        var over = new Spaced(this::run, Duration.ofMillis(8), Schedulers.parallel());
        over.dispose();
        over.ask();
        over.ask();
        assertThat(runs).hasValue(0);
    }

    @Test
    void whoAsksIsFollowedByARunWhateverTheThreads() throws InterruptedException {
        var asked = new AtomicInteger();
        var seen = new AtomicInteger();
        var all = new CountDownLatch(1);
        int most = 40_000;
        var busy = new Spaced(
                () -> {
                    seen.set(asked.get());
                    if (seen.get() == most) {
                        all.countDown();
                    }
                    return 1;
                },
                Duration.ofNanos(50_000),
                Schedulers.parallel());
        try (ExecutorService askers = Executors.newFixedThreadPool(4)) {
            for (int n = 0; n < most; n++) {
                askers.execute(() -> {
                    asked.incrementAndGet();
                    busy.ask();
                });
            }
            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        }
        busy.dispose();
        assertThat(seen).hasValue(most);
    }
}
