package spate.rooms.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.RoomId;

/// Who is read for together, and what each of them gets.
class AsksTests {

    private static final RoomId ROOM = new RoomId("the-room");

    private final List<Ask> asked = new ArrayList<>();
    private @Nullable List<Long> answer;
    private @Nullable String failure;

    @Test
    void oneReadingServesACrowd() {
        var asks = new Asks(1_000);
        assertThat(asks.add(3, ask(5_000, 6_000, 10, false))).isEqualTo(Asks.Added.BEGINS);
        for (int n = 1; n < 500; n++) {
            assertThat(asks.add(3, ask(5_000 - n, 6_000, 10, false))).isEqualTo(Asks.Added.WAITS);
        }
        assertThat(asks.next(3)).hasSize(500);
        assertThat(asks.count()).isZero();
        assertThat(asks.next(3)).isEmpty();
    }

    @Test
    void aLongStretchDoesNotJoinShortOnes() {
        var asks = new Asks(1_000);
        Ask tooLong = ask(0, 1_000_000, 10, false);
        Ask longer = ask(960_000, 1_000_000, 10, false);
        Ask small = ask(999_000, 1_000_000, 10, false);
        List.of(tooLong, longer, small).forEach(ask -> asks.add(0, ask));
        assertThat(asks.next(0)).containsExactly(small);
        assertThat(asks.next(0)).containsExactly(longer);
        assertThat(asks.next(0)).containsExactly(tooLong);
    }

    @Test
    void whoComesWhileAPartitionIsReadWaitsAndThenSomebodyBeginsAnew() {
        var asks = new Asks(1_000);
        asks.add(0, ask(0, 10, 10, false));
        assertThat(asks.next(0)).hasSize(1);
        assertThat(asks.add(0, ask(0, 10, 10, false))).isEqualTo(Asks.Added.WAITS);
        assertThat(asks.add(1, ask(0, 10, 10, false))).isEqualTo(Asks.Added.BEGINS);
        assertThat(asks.next(0)).hasSize(1);
        assertThat(asks.next(0)).isEmpty();
        assertThat(asks.add(0, ask(0, 10, 10, false))).isEqualTo(Asks.Added.BEGINS);
    }

    @Test
    void noMoreWaitThanTheBound() {
        var asks = new Asks(2);
        asks.add(0, ask(0, 10, 10, false));
        asks.add(1, ask(0, 10, 10, false));
        assertThat(asks.add(2, ask(0, 10, 10, false))).isEqualTo(Asks.Added.FULL);
        asks.next(0);
        assertThat(asks.add(2, ask(0, 10, 10, false))).isEqualTo(Asks.Added.BEGINS);
    }

    @Test
    void eachGetsItsOwnStretchOnly() {
        Ask ask = ask(5, 8, 10, false);
        LongStream.range(0, 12).forEach(offset -> ask.tell(event(offset)));
        ask.answer();
        assertThat(answer).containsExactly(5L, 6L, 7L);
    }

    @Test
    void moreThanTheLimitIsNothing() {
        Ask ask = ask(0, 10, 3, false);
        LongStream.range(0, 4).forEach(offset -> ask.tell(event(offset)));
        ask.answer();
        assertThat(answer).isNull();
        assertThat(failure).isNotNull();
    }

    @Test
    void theNewestAreTheNewest() {
        Ask ask = ask(0, 10, 3, true);
        LongStream.range(0, 12).forEach(offset -> ask.tell(event(offset)));
        ask.answer();
        assertThat(answer).containsExactly(7L, 8L, 9L);
    }

    @Test
    void whatTheLogHasLetGoOfIsNotRecoveredButTheNewestGoOnWithWhatIsLeft() {
        Ask gone = ask(5, 10, 3, false);
        gone.logBeginsAt(6);
        assertThat(gone.hasFailed()).isTrue();
        Ask there = ask(5, 10, 3, false);
        there.logBeginsAt(5);
        assertThat(there.hasFailed()).isFalse();
        Ask newest = ask(0, 10, 3, true);
        newest.logBeginsAt(8);
        assertThat(newest.from()).isEqualTo(8);
        newest.logBeginsAt(20);
        assertThat(newest.span()).isZero();
    }

    private Ask ask(long from, long before, int limit, boolean newest) {
        var _ = Mono.<List<Parsed.Event>>create(
                        sink -> asked.add(new Ask(ROOM, "epoch", from, before, limit, newest, 0, sink)))
                .subscribe(
                        events -> answer =
                                events.stream().map(Parsed.Event::offset).toList(),
                        e -> failure = e.getMessage());
        return asked.getLast();
    }

    private static Parsed.Event event(long offset) {
        EventId id = EventId.derive(ROOM, "mina", "key-" + offset);
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        return new Parsed.Event(new LogEntry(ROOM, id, "message", "mina", 1, body), 0, offset);
    }
}
