package spate.stream.archive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Keeps the order of what is stored in the same lane while two polls are stored side by side. Calls of [#put] come one
/// after the other, from any thread.
final class Lanes {

    /// For each lane, when what was put into it last is stored.
    private final List<Mono<Void>> last;

    Lanes(int count) {
        this.last = new ArrayList<>(Collections.nCopies(count, Mono.empty()));
    }

    /// The work, begun when what was put into its lane before is done; `ALL` waits for every lane and every lane for
    /// it.
    Mono<Void> put(int lane, Mono<Void> work) {
        Sinks.Empty<Void> done = Sinks.empty();
        Mono<Void> before;
        if (lane == BatchPlan.Lane.ALL) {
            before = Mono.when(List.copyOf(last));
            Collections.fill(last, done.asMono());
        } else {
            before = last.set(lane, done.asMono());
        }
        return before.then(work).doOnSuccess(_ -> done.tryEmitEmpty());
    }
}
