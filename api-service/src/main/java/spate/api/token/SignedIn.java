package spate.api.token;

/// The viewer in whose name a request comes, as the access token says. As a parameter of an endpoint it demands a
/// valid token.
///
/// @param id viewer id
/// @param handle sign-in name
/// @param name display name
/// @param color `#rrggbb`
/// @param signIn id of the sign-in that the token came from
public record SignedIn(String id, String handle, String name, String color, String signIn) {}
