package spate.api.webhook;

/// A place in the archive of a room.
///
/// @param ordinal of the log's epoch
/// @param offset in the log
record Place(int ordinal, long offset) {

    /// Before everything.
    static final Place START = new Place(0, -1);
}
