package spate.load.flood;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTests {

    @Test
    void sendersAreSpreadOverTheInterval() {
        var due = IntStream.range(0, 4)
                .mapToLong(sender -> Schedule.of(1000, sender, 4, 2).dueNanos(0))
                .toArray();
        assertThat(due).containsExactly(1000, 125_001_000, 250_001_000, 375_001_000);
    }

    @Test
    void messagesKeepTheRateOverALongRun() {
        var schedule = Schedule.of(0, 0, 1, 3);
        assertThat(schedule.dueNanos(3_000_000)).isEqualTo(1_000_000_000_000_000L);
    }

    @Test
    void linesAreUsedUpBeforeAnyComesAgain() {
        var lines = new Lines(List.of("a", "b", "c", "d"));
        assertThat(List.of(lines.text(0, 2, 0), lines.text(1, 2, 0), lines.text(0, 2, 1), lines.text(1, 2, 1)))
                .containsExactly("a", "b", "c", "d");
    }

    @Test
    void firstColumnOfCsvMayBeQuoted() {
        assertThat(Lines.firstColumn("12시 땡!,하루가 또 가네요.,0")).isEqualTo("12시 땡!");
        assertThat(Lines.firstColumn("\"a, \"\"b\"\"\",x")).isEqualTo("a, \"b\"");
    }
}
