package spate.rooms.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spate.protocol.EventId;

class ViewerSketchTests {

    /// However viewers are spread over sketches, and however these are united: few are counted exactly.
    @RepeatedTest(20)
    void unitingCountsNobodyTwice() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Set<String> all = new HashSet<>();
        List<ViewerSketch> sketches = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            List<String> some = new ArrayList<>();
            for (int j = random.nextInt(40); j > 0; j--) {
                some.add("viewer-" + random.nextInt(ViewerSketch.EXACT_MAX));
            }
            all.addAll(some);
            sketches.add(ViewerSketch.of(some));
        }
        ViewerSketch forth = ViewerSketch.EMPTY;
        for (ViewerSketch sketch : sketches) {
            forth = forth.unite(ViewerSketch.parse(sketch.bytes())).unite(sketch);
        }
        ViewerSketch back = ViewerSketch.EMPTY;
        for (ViewerSketch sketch : sketches.reversed()) {
            back = sketch.unite(back);
        }
        assertThat(forth.count()).as("seed %d", seed).isEqualTo(all.size());
        assertThat(back.bytes()).as("seed %d", seed).isEqualTo(forth.bytes());
    }

    /// Four standard errors.
    @ParameterizedTest
    @ValueSource(ints = {251, 400, 1_000, 4_000, 5_500, 20_000, 200_000})
    void manyAreEstimated(int viewers) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < viewers; i++) {
            all.add(EventId.derive(new spate.protocol.RoomId("room"), "viewer", Integer.toString(i))
                    .value());
        }
        ViewerSketch sketch = ViewerSketch.of(all);
        assertThat((double) sketch.count()).isCloseTo(viewers, within(viewers * 0.092));
        assertThat(ViewerSketch.of(all.subList(0, viewers / 2))
                        .unite(ViewerSketch.of(all.subList(viewers / 3, viewers)))
                        .bytes())
                .isEqualTo(sketch.bytes());
        assertThat(sketch.bytes()).hasSizeLessThanOrEqualTo(2_049);
        assertThat(sketch.unite(sketch).bytes()).isEqualTo(sketch.bytes());
    }

    @Test
    void aSketchThatNobodyCanReadHoldsNobody() {
        for (byte[] bytes : new byte[][] {{}, {7, 1}, {1, 2, 3}, {2, 0, 0}}) {
            assertThat(ViewerSketch.parse(bytes).count()).isZero();
        }
        assertThat(ViewerSketch.parse(null).count()).isZero();
        assertThat(ViewerSketch.parse(ViewerSketch.EMPTY.bytes()).count()).isZero();
    }
}
