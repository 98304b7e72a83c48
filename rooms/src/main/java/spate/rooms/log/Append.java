package spate.rooms.log;

import io.micrometer.tracing.Span;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import spate.protocol.Position;

/// An append on its way to its one answer. Thread-safe: whoever answers first is heard.
final class Append {

    private final LogIdentity target;
    private final @Nullable Span span;
    private final long sinceNanos = System.nanoTime();
    private final Sinks.One<Position> position = Sinks.one();
    private volatile boolean isAnswered;

    Append(LogIdentity target, @Nullable Span span) {
        this.target = target;
        this.span = span;
    }

    /// Its answer.
    Mono<Position> position() {
        return position.asMono();
    }

    /// Nanoseconds since it began.
    long age(long nowNanos) {
        return nowNanos - sinceNanos;
    }

    void tookPlace(long offset) {
        isAnswered = true;
        position.tryEmitValue(target.position(offset));
    }

    void failed(LogUnavailableException reason) {
        isAnswered = true;
        position.tryEmitError(reason);
    }

    /// Whether nobody need look at it again: it was answered, or is now, since it took longer than `longest`. What is
    /// being answered by somebody else is left alone.
    boolean isOver(long nowNanos, long longest) {
        if (!isAnswered && age(nowNanos) >= longest) {
            failed(new LogUnavailableException("no answer from the log in time"));
        }
        return isAnswered;
    }

    void endSpan() {
        if (span != null) {
            span.end();
        }
    }
}
