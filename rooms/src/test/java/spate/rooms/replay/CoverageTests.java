package spate.rooms.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoverageTests {

    private final Coverage coverage = new Coverage(1, 10, 20);

    @Test
    void reachesUpToTheNextOffset() {
        assertThat(coverage.reaches(20)).isTrue();
        assertThat(coverage.reaches(21)).isFalse();
        assertThat(new Coverage(1, 0, 0).reaches(0)).isTrue();
        assertThat(new Coverage(1, 0, 0).reaches(1)).isFalse();
    }

    @Test
    void spansOnlyWhatIsWithoutGap() {
        assertThat(coverage.spans(9, 20)).isTrue();
        assertThat(coverage.spans(8, 20)).isFalse();
        assertThat(coverage.spans(9, 21)).isFalse();
    }

    @Test
    void nothingBetweenTwoOffsetsIsAlwaysCovered() {
        assertThat(coverage.spans(30, 31)).isTrue();
        assertThat(coverage.spans(-1, 0)).isTrue();
        assertThat(coverage.spans(30, 32)).isFalse();
    }
}
