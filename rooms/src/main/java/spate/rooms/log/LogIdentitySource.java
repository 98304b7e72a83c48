package spate.rooms.log;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/// Knows which incarnation of the topic is there now. Thread-safe.
public interface LogIdentitySource {

    /// The topic as last seen, or null before it was first seen.
    @Nullable
    LogIdentity current();

    /// The current identity, if there is one, and every later change. Never ends.
    Flux<LogIdentity> changes();
}
