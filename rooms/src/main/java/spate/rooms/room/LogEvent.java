package spate.rooms.room;

/// An event as the log has it.
///
/// @param offset where it stands in its partition
/// @param id its id
/// @param type its type
/// @param body its JSON, which nobody changes
public record LogEvent(long offset, String id, String type, byte[] body) {}
