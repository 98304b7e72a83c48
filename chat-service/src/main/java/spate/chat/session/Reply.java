package spate.chat.session;

/// An answer to one frame, and what has to happen right after it was written.
///
/// @param frame the answer; empty for none
/// @param then runs on the event loop once the answer is written
record Reply(byte[] frame, Runnable then) {

    /// Answers nothing.
    static final Reply NONE = new Reply(new byte[0], Reply::nothing);

    static Reply of(byte[] frame) {
        return new Reply(frame, Reply::nothing);
    }

    Reply then(Runnable action) {
        return new Reply(frame, action);
    }

    private static void nothing() {}
}
