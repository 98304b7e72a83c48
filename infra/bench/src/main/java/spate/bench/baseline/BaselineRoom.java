package spate.bench.baseline;

import reactor.core.publisher.Flux;

/// How a baseline brings messages to its viewers.
interface BaselineRoom extends AutoCloseable {

    /// What one more viewer receives.
    Flux<String> join();

    /// Takes one message; called by one thread.
    ///
    /// @return whether the room took it
    boolean send(long number, String event);

    @Override
    void close();
}
