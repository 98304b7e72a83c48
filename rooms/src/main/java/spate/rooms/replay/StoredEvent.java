package spate.rooms.replay;

import spate.protocol.EventId;

/// An event as it is stored.
///
/// @param offset where it stands in the epoch that was asked for; -1, before the first, where it is of an older
///     epoch
/// @param id its id
/// @param type its type
/// @param body its JSON to the byte, which nobody changes
public record StoredEvent(long offset, EventId id, String type, byte[] body) {}
