package spate.bench.baseline;

import java.util.List;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Sessions of a baseline, in plain WebFlux: after its `join` a session receives the room, one text for each
/// message.
final class BaselineHandler implements WebSocketHandler {

    private final BaselineRoom room;

    BaselineHandler(BaselineRoom room) {
        this.room = room;
    }

    @Override
    public List<String> getSubProtocols() {
        return List.of("spate.v1");
    }

    @Override
    public Mono<Void> handle(WebSocketSession session) {
        var join = Sinks.<String>one();
        var out = join.asMono()
                .flatMapMany(frame -> Flux.just(BaselineFrames.welcome(), BaselineFrames.joined(frame)))
                .concatWith(Flux.defer(room::join));
        var in = session.receive()
                .doOnNext(message -> {
                    String frame = message.getPayloadAsText();
                    if (BaselineFrames.isJoin(frame)) {
                        join.tryEmitValue(frame);
                    }
                })
                .then();
        return session.send(out.map(session::textMessage)).and(in);
    }
}
