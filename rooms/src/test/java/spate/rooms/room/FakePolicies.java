package spate.rooms.room;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import spate.protocol.RoomId;
import spate.rooms.policy.RoomPolicies;
import spate.rooms.policy.RoomPolicy;
import spate.rooms.words.BlockedWords;

/// Says what the test says, at once or when the test says so.
final class FakePolicies implements RoomPolicies {

    Mono<RoomPolicy> answer = Mono.just(TestEvents.policy(TestEvents.ROOM));
    Mono<BlockedWords> words = Mono.just(BlockedWords.NONE);
    int askedForWords;
    boolean later;
    int asked;
    private final List<Sinks.One<RoomPolicy>> waiting = new ArrayList<>();

    @Override
    public Mono<RoomPolicy> find(RoomId room) {
        asked++;
        if (!later) {
            return answer;
        }
        Sinks.One<RoomPolicy> sink = Sinks.one();
        waiting.add(sink);
        return sink.asMono();
    }

    @Override
    public Mono<BlockedWords> words(RoomId room) {
        askedForWords++;
        return words;
    }

    /// Answers everybody who waits.
    void answer(RoomPolicy policy) {
        waiting.forEach(sink -> sink.tryEmitValue(policy).orThrow());
        waiting.clear();
    }
}
