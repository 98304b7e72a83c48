package spate.stream.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import spate.rooms.log.Parsed;

/// What one transaction stores: stretches of one or more partitions.
record Slice(List<Piece> pieces) {

    Slice {
        pieces = List.copyOf(pieces);
    }

    int size() {
        return pieces.stream().mapToInt(piece -> piece.events().size()).sum();
    }

    Stream<Parsed.Event> events() {
        return pieces.stream().flatMap(piece -> piece.events().stream());
    }

    /// The same stretches without events.
    Slice bare() {
        return new Slice(pieces.stream().map(Piece::bare).toList());
    }

    /// The two halves, to be stored one after the other, of a slice of at least two events.
    List<Slice> halves() {
        int left = size() / 2;
        List<Piece> first = new ArrayList<>();
        List<Piece> second = new ArrayList<>();
        for (Piece piece : pieces) {
            int size = piece.events().size();
            if (size <= left) {
                first.add(piece);
            } else if (left == 0) {
                second.add(piece);
            } else {
                first.add(piece.before(left));
                second.add(piece.since(left));
            }
            left = Math.max(0, left - size);
        }
        return List.of(new Slice(first), new Slice(second));
    }
}
