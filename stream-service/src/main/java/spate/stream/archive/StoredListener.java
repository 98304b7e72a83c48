package spate.stream.archive;

import java.util.List;
import spate.rooms.log.Parsed;

/// Is told what the archive stored. Each event comes to one replica only, after it was stored, in the order
/// of its partition; an event may come twice, or not at all, where a replica ends in the middle.
public interface StoredListener {

    /// Takes events that were stored and are not hidden. On any thread, several at a time; must neither block
    /// nor throw: the archive waits for it.
    void stored(List<Parsed.Event> shown);
}
