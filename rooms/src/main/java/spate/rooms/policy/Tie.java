package spate.rooms.policy;

/// What ties a viewer to a room, beyond a role.
///
/// @param isMember whether the room's moderators made the viewer a member
/// @param followedAt since when the viewer follows the room, milliseconds since 1970; 0 where not at all
public record Tie(boolean isMember, long followedAt) {}
