package spate.stream.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import spate.rooms.log.Parsed;

class SliceTests {

    @Test
    void halvesSplitAPieceBeforeAnEvent() {
        Slice slice = new Slice(List.of(piece(0, 10, 20, 10, 12, 15)));

        List<Slice> halves = slice.halves();

        assertThat(halves)
                .containsExactly(
                        new Slice(List.of(piece(0, 10, 12, 10))), new Slice(List.of(piece(0, 12, 20, 12, 15))));
    }

    @Test
    void halvesKeepWholePiecesWhole() {
        Slice slice = new Slice(List.of(piece(0, 0, 2, 0, 1), piece(1, 5, 7, 5, 6)));

        assertThat(slice.halves())
                .containsExactly(new Slice(List.of(piece(0, 0, 2, 0, 1))), new Slice(List.of(piece(1, 5, 7, 5, 6))));
    }

    @Test
    void aBareSliceKeepsItsStretches() {
        assertThat(new Slice(List.of(piece(0, 10, 20, 10))).bare()).isEqualTo(new Slice(List.of(piece(0, 10, 20))));
    }

    static Piece piece(int partition, long from, long next, long... offsets) {
        List<Parsed.Event> events = LongStream.of(offsets)
                .mapToObj(offset -> Events.at(partition, offset))
                .toList();
        return new Piece(partition, from, next, events);
    }
}
