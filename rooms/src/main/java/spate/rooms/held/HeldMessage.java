package spate.rooms.held;

import org.jspecify.annotations.Nullable;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.event.ReplyTo;
import spate.rooms.posting.Poster;

/// A message on its way to the moderators.
///
/// @param id the id that its event will have
/// @param replyTo the message it answers, as it will be shown
/// @param at when it was accepted, milliseconds since 1970
public record HeldMessage(
        RoomId room,
        EventId id,
        Poster author,
        String text,
        @Nullable ReplyTo replyTo,
        long at) {}
