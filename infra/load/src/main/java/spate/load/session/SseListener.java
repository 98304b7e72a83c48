package spate.load.session;

/// What happens on one SSE session; called on the session's event loop.
public interface SseListener {

    /// The answer's head came with status 200.
    void opened(SseSession session);

    /// One SSE event came.
    ///
    /// @param event its `event:` field
    /// @param id its `id:` field, empty where it has none
    /// @param data bytes that hold its data, valid during the call only
    /// @param length how many of them
    void event(SseSession session, String event, byte[] id, byte[] data, int length);

    /// The session is over, or could not be opened; called once, as the last.
    ///
    /// @param status the HTTP status; 0 where none came
    /// @param reason in words, without changing parts
    void closed(SseSession session, int status, String reason);
}
