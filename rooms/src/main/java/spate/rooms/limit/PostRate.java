package spate.rooms.limit;

/// How fast one viewer may post.
///
/// @param perSecond sustained posts, at least 1
/// @param burst posts at once, at least 1
public record PostRate(int perSecond, int burst) {}
