package spate.rooms.room;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import spate.protocol.RoomId;
import spate.rooms.policy.RoomPolicies;
import spate.rooms.words.BlockedWords;

/// Looks up the blocked words of rooms that heard of a change of them: the event tells that there is another
/// list, and not what is on it, because everybody reads events. On the relay's thread only.
///
/// Until the list is there the one of before holds. Where it cannot be had, it is asked for again with
/// growing pauses for as long as the room is in memory. Rooms that wait are at most those in memory; so many
/// are asked for at a time.
final class WordsLookUp {

    static final int AT_ONCE = 32;

    private static final Logger log = LoggerFactory.getLogger(WordsLookUp.class);
    private static final Duration PAUSE_FIRST = Duration.ofMillis(200);
    private static final Duration PAUSE_MOST = Duration.ofSeconds(10);

    private final RelayThread thread;
    private final Relay relay;
    private final RoomPolicies policies;
    private final Set<RoomId> known = new HashSet<>();
    private final Queue<RoomId> waiting = new ArrayDeque<>();
    private int underWay;

    WordsLookUp(RelayThread thread, Relay relay, RoomPolicies policies) {
        this.thread = thread;
        this.relay = relay;
        this.policies = policies;
        relay.whenBehindInWords(this::bring);
    }

    private void bring(Room room) {
        if (known.add(room.id())) {
            waiting.add(room.id());
            askNext();
        }
    }

    private void askNext() {
        while (underWay < AT_ONCE && !waiting.isEmpty()) {
            underWay++;
            ask(waiting.remove(), PAUSE_FIRST);
        }
    }

    private void ask(RoomId id, Duration pause) {
        thread.lookUp(
                policies.words(id),
                found -> {
                    Room room = relay.room(id);
                    if (room != null) {
                        room.change(room.policy().with(found.orElse(BlockedWords.NONE)));
                    }
                    if (room != null && room.policy().isBehindInWords()) {
                        askLater(id, pause);
                    } else {
                        done(id);
                    }
                },
                e -> {
                    log.warn("Blocked words of room {} cannot be looked up: {}", id, String.valueOf(e.getMessage()));
                    askLater(id, pause);
                });
    }

    private void askLater(RoomId id, Duration pause) {
        Duration next = pause.multipliedBy(2).compareTo(PAUSE_MOST) < 0 ? pause.multipliedBy(2) : PAUSE_MOST;
        thread.executeAfter(pause, () -> {
            if (relay.room(id) == null) {
                done(id);
            } else {
                ask(id, next);
            }
        });
    }

    private void done(RoomId id) {
        known.remove(id);
        underWay--;
        askNext();
    }
}
