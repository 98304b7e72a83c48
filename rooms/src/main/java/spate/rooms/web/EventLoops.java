package spate.rooms.web;

import reactor.netty.ReactorNetty;

/// How many event loops there are.
public final class EventLoops {

    private static final int LEAST = 2;

    private EventLoops() {}

    /// One for each core, at least two. Reactor Netty's own least is four, and on fewer cores than that loops push
    /// each other off them: a tenth of the CPU of a flood (docs/performance.md). To be called before anything
    /// of Reactor Netty is used; a number set from outside stays.
    public static void oneForEachCore() {
        if (System.getProperty(ReactorNetty.IO_WORKER_COUNT) == null) {
            int cores = Runtime.getRuntime().availableProcessors();
            System.setProperty(ReactorNetty.IO_WORKER_COUNT, Integer.toString(Math.max(LEAST, cores)));
        }
    }
}
