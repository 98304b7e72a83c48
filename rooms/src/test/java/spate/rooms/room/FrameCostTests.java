package spate.rooms.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameCostTests {

    private final FrameCost cost = new FrameCost();

    @Test
    void followsWhatIsMeasuredSlowly() {
        cost.took(100, 100 * 24_000);
        assertThat(cost.nanos()).isEqualTo(9_000);
        for (int n = 0; n < 200; n++) {
            cost.took(100, 100 * 24_000);
        }
        assertThat(cost.nanos()).isBetween(23_900L, 24_000L);
        for (int n = 0; n < 200; n++) {
            cost.took(100, 100 * 4_000);
        }
        assertThat(cost.nanos()).isBetween(4_000L, 4_100L);
    }

    @Test
    void staysWithinItsBounds() {
        for (int n = 0; n < 500; n++) {
            cost.took(50, Long.MAX_VALUE);
        }
        assertThat(cost.nanos()).isBetween(63_900L, 64_000L);
        for (int n = 0; n < 500; n++) {
            cost.took(50, 0);
        }
        assertThat(cost.nanos()).isBetween(2_000L, 2_100L);
    }

    @Test
    void aFewSessionsSayNothing() {
        cost.took(31, 31 * 60_000);
        cost.took(0, 1_000_000);
        assertThat(cost.nanos()).isEqualTo(FrameCost.FIRST_NANOS);
    }
}
