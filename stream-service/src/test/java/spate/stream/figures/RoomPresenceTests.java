package spate.stream.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RoomPresenceTests {

    @Test
    void whatReplicasToldAddsUpForEachRoom() {
        assertThat(RoomPresence.of(Map.of(
                        "room-b", "5:9",
                        "room-b/one", "3:1",
                        "room-b/two", "4:2",
                        "room-a/one", "1:1",
                        "room-c", "nonsense",
                        "NO ROOM", "1:1",
                        "room-d", "99999999999:1")))
                .containsExactly(new RoomPresence("room-a", 0, 0, 1, 1), new RoomPresence("room-b", 5, 9, 7, 3));
    }
}
