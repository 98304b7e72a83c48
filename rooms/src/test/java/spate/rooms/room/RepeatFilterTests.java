package spate.rooms.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import spate.protocol.EventId;

class RepeatFilterTests {

    private static final long WINDOW = 1_000;

    private final RepeatFilter filter = new RepeatFilter(100_000, WINDOW);

    @Test
    void anIdIsNewOnce() {
        String id = EventId.random().value();
        assertThat(filter.isFirst(id, 1, 0)).isTrue();
        assertThat(filter.isFirst(id, 1, 0)).isFalse();
        assertThat(filter.isFirst(EventId.random().value(), 1, 0)).isTrue();
    }

    @Test
    void equalIdsOfOtherRoomsAreOthers() {
        String id = EventId.random().value();
        assertThat(filter.isFirst(id, 1, 0)).isTrue();
        assertThat(filter.isFirst(id, 2, 0)).isTrue();
        assertThat(filter.isFirst(id, 1, 0)).isFalse();
        assertThat(filter.isFirst(id, 2, 0)).isFalse();
    }

    @Test
    void anIdIsRememberedForAtLeastTheWindowAndNotForever() {
        String id = EventId.random().value();
        assertThat(filter.isFirst(id, 1, 10_000 + WINDOW - 1)).isTrue();
        assertThat(filter.isFirst(id, 1, 10_000 + 2 * WINDOW - 2)).isFalse();
        filter.isFirst(EventId.random().value(), 1, 20_000);
        filter.isFirst(EventId.random().value(), 1, 30_000);
        assertThat(filter.isFirst(id, 1, 30_000)).isTrue();
    }

    /// Records carry the time of whoever appended them: replicas' clocks may be apart, and may be set.
    @Test
    void aClockThatJumpsForgetsNothingOfTheWindow() {
        long hour = 3_600_000;
        String before = EventId.random().value();
        String ahead = EventId.random().value();
        assertThat(filter.isFirst(before, 1, 10_000)).isTrue();
        assertThat(filter.isFirst(ahead, 1, 10_000 + hour)).isTrue();
        assertThat(filter.isFirst(before, 1, 10_100)).isFalse();
        assertThat(filter.isFirst(EventId.random().value(), 1, 10_200 - hour)).isTrue();
        assertThat(filter.isFirst(before, 1, 10_300)).isFalse();
        assertThat(filter.isFirst(ahead, 1, 10_400)).isFalse();
    }

    @Test
    void atTheBoundTheOldestAreForgotten() {
        var small = new RepeatFilter(100, Long.MAX_VALUE / 2);
        var ids = new String[300];
        for (int n = 0; n < ids.length; n++) {
            ids[n] = EventId.random().value();
            assertThat(small.isFirst(ids[n], 1, n)).isTrue();
        }
        // Two generations: the last hundred at least, two hundred at most.
        for (int n = 200; n < 300; n++) {
            assertThat(small.isFirst(ids[n], 1, 300)).isFalse();
        }
        assertThat(small.isFirst(ids[0], 1, 300)).isTrue();
    }

    @Test
    void itRemembersAsASetDoesWhileItGrows() {
        var random = new Random(51);
        Set<String> plain = new HashSet<>();
        var ids = new String[8_000];
        for (int n = 0; n < ids.length; n++) {
            ids[n] = EventId.random().value();
        }
        for (int n = 0; n < 40_000; n++) {
            String id = ids[random.nextInt(ids.length)];
            assertThat(filter.isFirst(id, 7, 5)).isEqualTo(plain.add(id));
        }
    }
}
