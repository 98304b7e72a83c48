package spate.rooms.room;

/// An event that is shown.
///
/// @param asOf offset of the room's partition up to which that is certain: whatever hides it stands behind
public record Shown(LogEvent event, long asOf) {}
