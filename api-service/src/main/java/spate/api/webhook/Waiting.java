package spate.api.webhook;

import java.util.Set;

/// A delivery that is to be sent: the shown events of these types behind one place up to another.
///
/// @param attempts that failed so far
record Waiting(String id, Set<String> types, Place from, Place to, int attempts) {}
