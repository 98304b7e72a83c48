package spate.rooms.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class AppendTests {

    private static final LogIdentity LOG = LogIdentity.of("a-topic", 4);
    private static final long NEVER = Long.MAX_VALUE;
    private static final int RACES = 50_000;

    @Test
    void whatTakesTooLongFails() {
        var append = new Append(LOG, null);
        assertThat(append.isOver(System.nanoTime(), NEVER)).isFalse();
        assertThat(append.isOver(System.nanoTime(), 0)).isTrue();
        assertThatThrownBy(() -> append.position().block()).isInstanceOf(LogUnavailableException.class);
    }

    @Test
    void whatIsAnsweredStaysSo() {
        var append = new Append(LOG, null);
        append.tookPlace(7);
        append.failed(new LogUnavailableException("late"));
        assertThat(append.isOver(System.nanoTime(), 0)).isTrue();
        assertThat(append.position().block()).isEqualTo(LOG.position(7));
    }

    /// Whoever looks for overdue appends while one is answered must not answer it otherwise.
    @Test
    void whatIsBeingAnsweredIsNotFailed() throws Exception {
        var both = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(1)) {
            for (int race = 0; race < RACES; race++) {
                var append = new Append(LOG, null);
                Future<?> looking = threads.submit(() -> {
                    both.await();
                    while (!append.isOver(System.nanoTime(), NEVER)) {
                        Thread.onSpinWait();
                    }
                    return true;
                });
                both.await();
                append.tookPlace(race);
                looking.get();
                assertThat(append.position().block()).isEqualTo(LOG.position(race));
            }
        }
    }
}
