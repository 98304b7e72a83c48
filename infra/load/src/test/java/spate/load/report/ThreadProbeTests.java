package spate.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where nothing is told, the tests wait for it in vain.
@Timeout(60)
class ThreadProbeTests {

    @ParameterizedTest
    @CsvSource({
        "parallel-1, parallel",
        "GC Thread#0, GC Thread",
        "reactor-http-ep, reactor-http-ep",
        "lettuce-epoll-5-2, lettuce-epoll",
        "42, 42",
    })
    void threadsOfAPoolHaveOneName(String name, String pool) {
        assertThat(ThreadProbe.pool(name)).isEqualTo(pool);
    }

    /// The work is not what ends it: it goes on until its thread was seen to have used CPU.
    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsWhatAThreadUsed() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var busy = Thread.ofPlatform().name("busy-7").start(() -> {
            begun.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        });
        begun.await();
        var probe = new ThreadProbe(List.of(ProcessHandle.current().pid()));
        probe.start();
        do {
            probe.stop();
        } while (!probe.cores(1).containsKey("busy"));
        busy.interrupt();
        busy.join();

        assertThat((Double) probe.cores(1).get("busy")).isPositive();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsWhatThreadsUsedThatEnded() throws InterruptedException {
        var probe = new ThreadProbe(List.of(ProcessHandle.current().pid()));
        probe.start();
        do {
            Thread.ofPlatform()
                    .name("brief")
                    .start(() -> {
                        long end = System.nanoTime() + 200_000_000;
                        while (System.nanoTime() < end) {
                            Thread.onSpinWait();
                        }
                    })
                    .join();
            probe.stop();
        } while ((Double) probe.cores(1).getOrDefault(ThreadProbe.ENDED, 0.0) < 0.1);

        assertThat(probe.cores(1)).doesNotContainKey("brief");
    }
}
