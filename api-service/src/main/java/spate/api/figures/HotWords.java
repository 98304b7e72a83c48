package spate.api.figures;

import java.util.List;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;

/// What a room talks about now.
public interface HotWords {

    /// The words of the last minute, most used first; none where nobody can say.
    Mono<List<Word>> of(RoomId room);

    /// A word and how many viewers used it.
    record Word(String word, long count) {}
}
