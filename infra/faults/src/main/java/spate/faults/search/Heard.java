package spate.faults.search;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import spate.faults.world.Slot;
import tools.jackson.databind.JsonNode;

/// What the replicas are known to have read, because they told somebody. Whoever asks one of them after that
/// must not be shown what is hidden up to there. A replica that takes the place of another one has read
/// everything that the other one told before it is ready. Thread-safe.
final class Heard {

    private final List<Telling> tellings = new CopyOnWriteArrayList<>();

    /// A session of whichever transport.
    interface Telling {
        /// Who tells.
        Slot.Name replica();

        /// Up to which offset it told a room; the least number where nothing.
        long told(String room);
    }

    void begins(Telling telling) {
        tellings.add(telling);
    }

    /// The offset up to which a replica has certainly read a room.
    long upTo(Slot.Name replica, String room) {
        return tellings.stream()
                .filter(telling -> telling.replica().equals(replica))
                .mapToLong(telling -> telling.told(room))
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /// Ids of the messages of a room that were acknowledged so far.
    List<String> acknowledged(String room) {
        var ids = new ArrayList<String>();
        for (Telling telling : tellings) {
            if (telling instanceof Sitting sitting) {
                for (JsonNode frame : sitting.frames()) {
                    boolean isPosted = frame.path("type").asString("").equals("posted")
                            && sitting.asked(frame.path("re").asInt(0)) instanceof Sitting.Asked.Post post
                            && post.room().equals(room);
                    if (isPosted) {
                        ids.add(frame.path("event").asString(""));
                    }
                }
            }
        }
        return ids;
    }
}
