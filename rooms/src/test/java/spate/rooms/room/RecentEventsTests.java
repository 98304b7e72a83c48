package spate.rooms.room;

import static org.assertj.core.api.Assertions.assertThat;
import static spate.rooms.room.TestEvents.at;
import static spate.rooms.room.TestEvents.offsets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import spate.protocol.RoomId;

class RecentEventsTests {

    private static final RoomId A = new RoomId("room-a");
    private static final RoomId B = new RoomId("room-b");

    @Test
    void holdsTheEventsOfEachRoomInOrder() {
        var recent = new RecentEvents(9, 100_000);
        recent.add(A, at(10));
        recent.add(B, at(11));
        recent.add(A, at(14));
        assertThat(offsets(recent.of(A))).containsExactly(10L, 14L);
        assertThat(offsets(recent.of(B))).containsExactly(11L);
        assertThat(recent.of(new RoomId("room-c"))).isEmpty();
        assertThat(recent.covered()).isEqualTo(9);
    }

    @Test
    void theNewestStaysHoweverLargeItIs() {
        var recent = new RecentEvents(-1, 1);
        recent.add(A, at(0));
        assertThat(recent.covered()).isEqualTo(-1);
        recent.add(B, at(5));
        assertThat(recent.of(A)).isEmpty();
        assertThat(offsets(recent.of(B))).containsExactly(5L);
        assertThat(recent.covered()).isZero();
    }

    /// Whatever was let go of, every event after `covered` is held, and none before.
    @Test
    void everythingAfterTheCoveredOffsetIsHeld() {
        var random = new Random(61);
        var recent = new RecentEvents(-1, 3_000);
        var plain = new HashMap<RoomId, ArrayList<Long>>();
        for (long offset = 0; offset < 2_000; offset++) {
            RoomId room = new RoomId("room-" + random.nextInt(6));
            recent.add(room, at(offset));
            plain.computeIfAbsent(room, _ -> new ArrayList<>()).add(offset);
            plain.forEach((id, all) -> assertThat(offsets(recent.of(id)))
                    .isEqualTo(all.stream().filter(o -> o > recent.covered()).toList()));
        }
        assertThat(recent.covered()).isPositive();
    }
}
