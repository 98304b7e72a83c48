package spate.rooms.posting;

/// A signed-in viewer who posts.
///
/// @param id viewer id
/// @param name display name
/// @param handle sign-in name
/// @param color `#rrggbb`
public record Poster(String id, String name, String handle, String color) {}
