package spate.api.account;

/// A person who signed up.
///
/// @param id 22 characters of URL-safe Base64
/// @param handle sign-in name, `[a-z0-9_]{3,20}`
/// @param displayName what others see, 1 to 30 code points
/// @param color `#rrggbb`
/// @param createdAt milliseconds since 1970
public record Viewer(String id, String handle, String displayName, String color, long createdAt) {}
