package spate.rooms.log;

import reactor.core.publisher.Mono;
import spate.protocol.Position;

/// Where events are appended. Thread-safe.
public interface EventLog {

    /// Appends an event. The position comes once every in-sync replica of the log has the event, never before;
    /// entries of one room that are appended one after the other by one thread stand in the log in that order.
    ///
    /// Fails with [LogUnavailableException] within seconds when the log does not take it or too many appends are
    /// under way. What failed may still stand in the log: append again with the same id, and readers drop the
    /// second.
    ///
    /// The append is under way when this returns, whether the Mono is subscribed or not.
    Mono<Position> append(LogEntry entry);
}
