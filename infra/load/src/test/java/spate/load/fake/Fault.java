package spate.load.fake;

/// A promise the fake server can be told to break, for one session or in its history.
public enum Fault {
    /// One session does not get one event; its chain of positions looks whole.
    LOSE,
    /// One session gets one event twice.
    DOUBLE,
    /// One session gets two events in the wrong order.
    REORDER,
    /// One session gets a frame whose `prev` is not where it stands.
    BREAK_CHAIN,
    /// One session gets a message that nobody of the run sent.
    FOREIGN,
    /// One SSE reader does not get one event.
    LOSE_SSE,
    /// One acknowledged message is missing from the history.
    UNSTORED,
    /// One message is in the history twice.
    STORED_TWICE,
    /// One message is acknowledged, but neither shown nor stored.
    ACK_ONLY,
    /// One post becomes two events.
    SAME_AGAIN,
    /// One session is told that it missed an event.
    TELL_MISSED,
    /// One post is refused.
    REFUSE,
    /// Every session that comes back is told that it cannot be recovered.
    FORGET
}
