package spate.rooms.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ComingsTests {

    private final Comings comings = new Comings();

    /// Redis keeps the last telling of each step: the sum over the steps is everybody, once.
    @RepeatedTest(20)
    void theStepsAddUpToEverybody() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Map<Long, Comings.Traffic> steps = new HashMap<>();
        long joins = 0;
        long leaves = 0;
        long step = 0;
        for (int i = 0; i < 200; i++) {
            joins += random.nextInt(4);
            leaves += random.nextInt((int) (joins - leaves) + 1);
            step += random.nextInt(3) == 0 ? 10_000 : 0;
            steps.put(step, comings.in("room", step, joins, leaves));
        }
        assertThat(steps.values().stream().mapToLong(Comings.Traffic::joins).sum())
                .as("seed %d", seed)
                .isEqualTo(joins);
        assertThat(steps.values().stream().mapToLong(Comings.Traffic::leaves).sum())
                .as("seed %d", seed)
                .isEqualTo(leaves);
    }

    @Test
    void aRoomThatWasMadeAnewCountsFromNothing() {
        var first = new Object();
        var second = new Object();
        assertThat(comings.in(first, 0, 5, 5)).isEqualTo(new Comings.Traffic(5, 5));
        comings.keep(List.of(second));
        assertThat(comings.in(second, 0, 2, 1)).isEqualTo(new Comings.Traffic(2, 1));
        assertThat(comings.in(first, 10, 6, 5)).isEqualTo(new Comings.Traffic(6, 5));
    }
}
