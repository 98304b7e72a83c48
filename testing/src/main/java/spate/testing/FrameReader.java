package spate.testing;

import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Asks for one frame at a time, and for none while stopped.
final class FrameReader {

    private final AtomicReference<State> state = new AtomicReference<>(State.GOING);
    private volatile Runnable more = () -> {};

    private enum State {
        GOING,
        STOPPED,
        /// Stopped, and a frame has come since: the next one is still to be asked for.
        OWING
    }

    void stop() {
        state.compareAndSet(State.GOING, State.STOPPED);
    }

    void go() {
        if (state.getAndSet(State.GOING) == State.OWING) {
            more.run();
        }
    }

    /// Completes when the frames do.
    Mono<Void> paced(Flux<String> frames) {
        return Mono.create(end -> {
            var subscriber = new BaseSubscriber<String>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                    more = () -> request(1);
                    request(1);
                }

                @Override
                protected void hookOnNext(String frame) {
                    if (!state.compareAndSet(State.STOPPED, State.OWING)) {
                        request(1);
                    }
                }

                @Override
                protected void hookOnComplete() {
                    end.success();
                }

                @Override
                protected void hookOnError(Throwable error) {
                    end.error(error);
                }
            };
            end.onCancel(subscriber);
            frames.subscribe(subscriber);
        });
    }
}
