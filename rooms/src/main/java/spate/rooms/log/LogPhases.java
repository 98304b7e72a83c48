package spate.rooms.log;

/// In which order what touches the log starts; stopping is the other way round.
public final class LogPhases {

    /// Knows the topic.
    public static final int CONNECT = 0;

    /// Appends.
    public static final int APPEND = 10;

    /// Tails.
    public static final int TAIL = 20;

    /// Whatever appends or reads through those.
    public static final int USE = 30;

    private LogPhases() {}
}
