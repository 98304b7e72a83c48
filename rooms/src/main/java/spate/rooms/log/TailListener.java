package spate.rooms.log;

import org.jspecify.annotations.Nullable;

/// Told what the log carries, in the order of each partition, by one thread.
public interface TailListener {

    /// The tail begins: of each partition it will tell every record from the given offset on. What was told
    /// before belongs to another incarnation of the log and means nothing any more.
    ///
    /// @param from for each partition the offset that comes first
    void begins(LogIdentity log, long[] from);

    /// A record.
    ///
    /// @param appendedAt when Kafka or the producer stamped it, milliseconds since 1970
    /// @param traceparent its trace context, if it carries one
    void tells(int partition, long offset, long appendedAt, Parsed record, @Nullable String traceparent);

    /// The records that arrived together have all been told.
    void pauses();

    /// What was in the log when the tail began has been told: from here on it is live.
    void isLive();
}
