package spate.bench.baseline;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/// A room as tutorials have it: one multicast sink with a buffer, no log, each session maps the text by itself.
///
/// The slowest session's demand is everybody's; when the buffer of 256 is full, messages are refused, and as
/// usual nobody looks.
final class SinkRoom implements BaselineRoom {

    private final Sinks.Many<String> sink = Sinks.many().multicast().onBackpressureBuffer();
    private final Runnable joined;

    /// @param joined told of each viewer
    SinkRoom(Runnable joined) {
        this.joined = joined;
    }

    @Override
    public Flux<String> join() {
        return sink.asFlux().doOnSubscribe(_ -> joined.run());
    }

    @Override
    public boolean send(long number, String event) {
        return sink.tryEmitNext(BaselineFrames.events(number, event)).isSuccess();
    }

    @Override
    public void close() {
        sink.tryEmitComplete();
    }
}
