package spate.api.webhook;

import java.util.Set;
import spate.protocol.RoomId;

/// A webhook that this replica serves now.
///
/// @param place what lies behind it is still to be sent
/// @param lease until when by the database's clock, which also says whose it is
record Served(
        String id, RoomId room, String url, String secret, Set<String> types, Place place, int failures, long lease) {

    Served after(int failed) {
        return new Served(id, room, url, secret, types, place, failed, lease);
    }

    Served at(Place next) {
        return new Served(id, room, url, secret, types, next, failures, lease);
    }
}
