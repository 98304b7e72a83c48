package spate.rooms.overload;

/// What this replica has still to read before it tells its viewers what the others tell theirs.
public interface Backlog {

    /// Records of the log that were not fetched yet; any thread, at once.
    long recordsBehind();
}
