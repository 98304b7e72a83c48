package spate.rooms.log;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/// Carries traces through the log by the header `traceparent`. Without a tracer it does nothing.
public final class LogTracing {

    private static final String TRACEPARENT = "traceparent";

    private final @Nullable Tracer tracer;
    private final @Nullable Propagator propagator;

    public LogTracing(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        this.tracer = tracer.getIfAvailable();
        this.propagator = propagator.getIfAvailable();
    }

    /// Starts the span of an append under the current one; null where nobody traces.
    @Nullable
    Span startAppend() {
        return tracer == null ? null : tracer.nextSpan().name("spate append").start();
    }

    /// The header that carries a span; null for one that is not sampled, which nobody has to follow.
    @Nullable
    String header(@Nullable Span span) {
        if (span == null
                || propagator == null
                || !Boolean.TRUE.equals(span.context().sampled())) {
            return null;
        }
        var carrier = new HashMap<String, String>();
        propagator.inject(span.context(), carrier, (into, key, value) -> {
            if (into != null) {
                into.put(key, value);
            }
        });
        return carrier.get(TRACEPARENT);
    }

    /// Notes that a record was relayed, under the span that appended it.
    public void relayed(@Nullable String traceparent) {
        if (traceparent != null && propagator != null) {
            propagator
                    .extract(traceparent, (carried, key) -> key.equals(TRACEPARENT) ? carried : null)
                    .name("spate relay")
                    .start()
                    .end();
        }
    }
}
