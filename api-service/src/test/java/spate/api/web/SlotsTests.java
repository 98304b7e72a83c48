package spate.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class SlotsTests {

    private final Slots slots = new Slots(3, 2);

    @Test
    void eachHasAFewAndAllTogetherABound() {
        slots.take("a");
        slots.take("a");
        assertThat(refused("a")).isEqualTo(429);
        slots.take("b");
        assertThat(refused("b")).isEqualTo(503);
        slots.free("a");
        slots.take("b");
        assertThat(refused("a")).isEqualTo(503);
        slots.free("b");
        slots.free("b");
        slots.free("a");
        assertThat(slots.taken()).isZero();
        slots.take("a");
    }

    private int refused(String holder) {
        return catchThrowableOfType(ProblemException.class, () -> slots.take(holder))
                .problem()
                .status();
    }
}
