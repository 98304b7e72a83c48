package spate.rooms.log;

import org.springframework.context.SmartLifecycle;

/// The log being read by this replica.
public interface Tail extends SmartLifecycle {

    /// How many records the log has that were not fetched from it yet, over all partitions, as of the last
    /// fetch. Any thread.
    long recordsBehind();
}
