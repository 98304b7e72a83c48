package spate.embedded;

/// One server that runs as a child process and listens on 127.0.0.1 only.
///
/// Its data stay in its folder over [#close()], [#kill()] and the end of this process; its port is chosen at
/// the first [#start()] and kept for later ones. Not for use by several threads at once.
public interface EmbeddedServer extends AutoCloseable {

    /// The name for people: `Kafka`, `MariaDB`, `Redis`.
    String name();

    /// `host:port`, once started.
    String address();

    /// Starts the server and returns when it really serves.
    ///
    /// @throws EmbeddedServerException when the port is taken, the program ends early or does not serve in time;
    ///     the message says what to do
    void start();

    /// Whether the process runs; a paused one runs too.
    boolean isRunning();

    /// Ends the process without warning (SIGKILL), as a crash would, and returns when it is gone.
    void kill();

    /// Stops the process from doing anything until [#resume()] (SIGSTOP): its sockets stay open and silent.
    void pause();

    /// Undoes [#pause()].
    void resume();

    /// Ends the server in order, and by force where that takes longer than 30 s. Does nothing when it does not
    /// run.
    @Override
    void close();
}
