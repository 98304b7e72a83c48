package spate.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTests {

    @Test
    void medianIsTheMiddleOne() {
        assertThat(Table.median(3, 900, 1)).isEqualTo(3);
        assertThat(Table.median(4, 1, 2, 3)).isEqualTo(2.5);
        assertThat(Table.median()).isNaN();
    }

    @Test
    void tellsMediansAndTheirRatioToTheFloor() {
        var out = new ByteArrayOutputStream();
        var runs = List.of(run("floor", 100), run("spate", 900), run("floor", 200), run("spate", 300));

        new Table(runs).print(new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(new Table(runs).medians()).isEqualTo(Map.of("floor", 150.0, "spate", 600.0));
        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("spate")))
                .singleElement()
                .asString()
                .matches("spate +2000 +2 +600\\.0 +4\\.00 .*kafka 7\\.0");
    }

    @Test
    void tellsThreadsThatTookAnything() {
        var out = new ByteArrayOutputStream();

        new Table(List.of(run("spate", 900))).print(new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("spate loop +0\\.250 cores")
                .doesNotContain("idle");
    }

    private static Measured run(String form, double nanos) {
        return new Measured(
                form,
                2000,
                nanos,
                Map.of("kafka", 7.0),
                1e6,
                1,
                40,
                200,
                0,
                0,
                0,
                0,
                10,
                100,
                Map.of("loop", 0.25, "idle", 0.001),
                0.5);
    }
}
