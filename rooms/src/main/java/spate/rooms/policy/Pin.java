package spate.rooms.policy;

/// The pinned message of a room.
///
/// @param event its id
/// @param author id of the viewer who wrote it
/// @param body the message event as the log has it
/// @param version the room's counter of moderation when it was pinned
public record Pin(String event, String author, String body, long version) {}
