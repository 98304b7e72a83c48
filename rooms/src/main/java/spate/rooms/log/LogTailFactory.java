package spate.rooms.log;

import java.time.Clock;
import reactor.core.scheduler.Scheduler;

/// Makes the tail of a service, under the service's fixed group id.
public final class LogTailFactory {

    private final LogProperties properties;
    private final String group;
    private final LogConnection connection;
    private final LogTopics topics;

    LogTailFactory(LogProperties properties, String group, LogConnection connection, LogTopics topics) {
        this.properties = properties;
        this.group = group;
        this.connection = connection;
        this.topics = topics;
    }

    /// A tail that tells the listener everything on the given scheduler, which has one thread.
    public Tail create(TailListener listener, Scheduler thread) {
        return new LogTail(properties, group, connection, topics, listener, thread, Clock.systemUTC());
    }
}
