package spate.rooms.replay;

/// Up to where all messages of a viewer in a room are hidden.
///
/// @param viewer id of the viewer
/// @param offset where the event stands that hid them; exclusive
public record Clearing(String viewer, long offset) {}
