package spate.rooms.posting;

/// A signed-in viewer who posts, or a bot.
///
/// @param id viewer id, or [spate.rooms.policy.BotId]
/// @param name display name
/// @param handle sign-in name; empty for a bot
/// @param color `#rrggbb`
public record Poster(String id, String name, String handle, String color) {}
