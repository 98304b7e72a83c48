package spate.api.hot;

/// How one fetch of a room's history is to be answered.
public enum Way {
    /// From the database.
    ASK,
    /// From the database, as the snapshot that answers everyone else for about a second.
    LOAD,
    /// From the snapshot.
    SHARE,
    /// Not now.
    WAIT
}
