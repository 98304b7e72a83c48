package spate.chat.session;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Event loops as schedulers, one for each loop, so that what was looked up elsewhere comes back to the
/// session's loop.
final class LoopSchedulers {

    private final ConcurrentHashMap<EventExecutor, Scheduler> schedulers = new ConcurrentHashMap<>();

    Scheduler of(EventExecutor loop) {
        return schedulers.computeIfAbsent(loop, Schedulers::fromExecutor);
    }
}
