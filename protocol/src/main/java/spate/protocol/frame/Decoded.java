package spate.protocol.frame;

import org.jspecify.annotations.Nullable;
import spate.protocol.Refusal;

/// What came of decoding a frame.
public sealed interface Decoded {

    /// A frame of the protocol.
    record Frame(ClientFrame frame) implements Decoded {}

    /// JSON, but no frame of the protocol: answered by `error`.
    record Refused(@Nullable FrameId re, Refusal refusal) implements Decoded {}

    /// Not JSON at all: the session is closed.
    record NotJson() implements Decoded {}
}
