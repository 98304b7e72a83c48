package spate.stream.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class NextOffsetsTests {

    private final NextOffsets offsets = new NextOffsets();

    @Test
    void aPartitionBeginsWhereItsFirstRecordsAre() {
        assertThat(offsets.advance(3, 40, 49)).isEqualTo(40);
    }

    @Test
    void aStretchGoesOnWhereTheOneBeforeItEndedEvenOverOffsetsWithoutRecords() {
        offsets.advance(3, 40, 49);

        assertThat(offsets.advance(3, 53, 60)).isEqualTo(50);
        assertThat(offsets.advance(3, 61, 61)).isEqualTo(61);
    }

    @Test
    void aPartitionThatGoesBackIsAnotherLog() {
        offsets.advance(3, 40, 49);

        assertThatExceptionOfType(LogChangedException.class).isThrownBy(() -> offsets.advance(3, 49, 55));
    }

    @Test
    void afterAnAssignmentAPartitionMayBeginAnywhere() {
        offsets.advance(3, 40, 49);
        offsets.clear();

        assertThat(offsets.advance(3, 0, 5)).isEqualTo(0);
    }
}
