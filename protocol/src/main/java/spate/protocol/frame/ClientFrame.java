package spate.protocol.frame;

import org.jspecify.annotations.Nullable;
import spate.protocol.EventId;
import spate.protocol.RoomId;

/// An order from a session, checked for form: fields are there, of their type and within their bounds.
public sealed interface ClientFrame {

    /// What the reply carries as `re`; absent where the frame had none.
    @Nullable
    FrameId id();

    /// Says who the session is; without a token, a guest.
    record Hello(@Nullable FrameId id, @Nullable String token) implements ClientFrame {}

    /// Joins a room. `after` is kept as text: one that is no position is answered like one that is too old.
    record Join(@Nullable FrameId id, RoomId room, @Nullable String after, int history) implements ClientFrame {}

    /// Leaves a room.
    record Leave(@Nullable FrameId id, RoomId room) implements ClientFrame {}

    /// Posts a message.
    record Post(
            @Nullable FrameId id,
            RoomId room,
            String text,
            @Nullable String key,
            @Nullable EventId replyTo) implements ClientFrame {}

    /// Taps a reaction `count` times.
    record React(@Nullable FrameId id, RoomId room, String reaction, int count) implements ClientFrame {}

    /// Asks for a `pong`.
    record Ping(@Nullable FrameId id) implements ClientFrame {}
}
