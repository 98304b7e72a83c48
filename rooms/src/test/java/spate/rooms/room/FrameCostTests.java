package spate.rooms.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameCostTests {

    private final FrameCost cost = new FrameCost();
    private final FrameCost.Clock clock = cost.clock();

    @Test
    void followsWhatIsMeasuredSlowly() {
        pass(100, 24_000);
        assertThat(cost.nanos()).isEqualTo(9_000);
        for (int n = 0; n < 200; n++) {
            pass(100, 24_000);
        }
        assertThat(cost.nanos()).isBetween(23_900L, 24_000L);
        for (int n = 0; n < 200; n++) {
            pass(100, 4_000);
        }
        assertThat(cost.nanos()).isBetween(4_000L, 4_100L);
    }

    @Test
    void staysWithinItsBounds() {
        for (int n = 0; n < 500; n++) {
            pass(50, 1_000_000_000);
        }
        assertThat(cost.nanos()).isBetween(63_900L, 64_000L);
        for (int n = 0; n < 500; n++) {
            pass(50, 0);
        }
        assertThat(cost.nanos()).isBetween(2_000L, 2_100L);
    }

    @Test
    void aFewSessionsSayNothing() {
        pass(31, 60_000);
        pass(31, 60_000);
        pass(0, 1_000_000);
        assertThat(cost.nanos()).isEqualTo(FrameCost.FIRST_NANOS);
    }

    /// A slice that was pushed off for a moment counts whole: what others take of the machine makes frames dearer.
    @Test
    void slicesOfAPassAreOneReport() {
        for (int n = 0; n < 500; n++) {
            for (int slice = 0; slice < 7; slice++) {
                clock.slice(32, 32 * 8_000);
            }
            clock.slice(32, 10_000_000);
            clock.tell();
        }
        assertThat(cost.nanos()).isBetween(45_900L, 46_100L);
    }

    /// A pass over a huge room is told of while it goes on.
    @Test
    void aLongPassIsReportedInParts() {
        for (int slice = 0; slice < 8; slice++) {
            clock.slice(32, 32 * 24_000);
        }
        assertThat(cost.nanos()).isEqualTo(9_000);
    }

    private void pass(int sessions, long nanosEach) {
        clock.slice(sessions, sessions * nanosEach);
        clock.tell();
    }
}
