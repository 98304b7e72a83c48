package spate.stream.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import spate.rooms.log.Parsed;
import spate.rooms.replay.StoredEvent;

class RecentPushTests {

    private static final List<Parsed.Event> EVENTS =
            LongStream.range(0, 10).mapToObj(offset -> Records.event(1, offset)).toList();

    @Test
    void whatFitsIsPushedWhole() {
        List<RecentPush> pushes = RecentPush.of(EVENTS, 10, 100_000);

        assertThat(pushes).hasSize(1);
        assertThat(pushes.getFirst().isCut()).isFalse();
        assertThat(pushes.getFirst().events())
                .extracting(StoredEvent::offset)
                .hasSize(10)
                .isSorted();
    }

    @Test
    void moreThanAStretchHoldsIsCutToTheNewest() {
        RecentPush push = RecentPush.of(EVENTS, 3, 100_000).getFirst();

        assertThat(push.isCut()).isTrue();
        assertThat(push.events()).extracting(StoredEvent::offset).containsExactly(7L, 8L, 9L);
    }

    @Test
    void theNewestIsPushedHoweverLarge() {
        RecentPush push = RecentPush.of(EVENTS, 10, 1).getFirst();

        assertThat(push.isCut()).isTrue();
        assertThat(push.events()).extracting(StoredEvent::offset).containsExactly(9L);
    }

    @Test
    void eachRoomHasItsOwn() {
        assertThat(RecentPush.of(List.of(Records.event(1, 4), Records.event(2, 4)), 10, 100_000))
                .extracting(push -> push.room().value())
                .containsExactly("room-1", "room-2");
    }
}
