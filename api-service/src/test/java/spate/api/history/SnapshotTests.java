package spate.api.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import spate.protocol.Position;

class SnapshotTests {

    @Test
    void aSnapshotSurvivesRedis() {
        for (Snapshot snapshot : List.of(
                Snapshot.NO_ROOM,
                Snapshot.of(page(0, false)),
                Snapshot.of(page(3, true)),
                Snapshot.of(page(200, false)))) {
            Snapshot read = Snapshot.parse(snapshot.text()).orElseThrow();
            assertThat(read.isRoom()).isEqualTo(snapshot.isRoom());
            assertThat(read.text()).isEqualTo(snapshot.text());
            assertThat(read.newest(200).toJson()).isEqualTo(snapshot.newest(200).toJson());
        }
        assertThat(Snapshot.parse("room all\nxyz")).isEmpty();
        assertThat(Snapshot.parse("room all\nabcdefgh.1 900\n{}")).isEmpty();
    }

    @Test
    void itAnswersAsTheDatabaseWould() {
        HistoryPage whole = page(5, false);
        Snapshot snapshot = Snapshot.of(whole);
        assertThat(snapshot.newest(5).toJson()).isEqualTo(whole.toJson());
        assertThat(snapshot.newest(2))
                .isEqualTo(new HistoryPage(whole.events().subList(3, 5), position(3), position(4)));
        assertThat(Snapshot.of(page(5, true)).newest(200).before()).isEqualTo(position(0));
    }

    @Test
    void itsBytesAreBounded() {
        byte[] body = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        var events = IntStream.range(0, 5)
                .mapToObj(i -> new HistoryPage.Stored(position(i), body))
                .toList();
        Snapshot snapshot = Snapshot.of(new HistoryPage(events, null, position(4)));
        assertThat(snapshot.events()).hasSize(2);
        assertThat(snapshot.newest(50).before()).isEqualTo(position(3));
        assertThat(snapshot.newest(50).after()).isEqualTo(position(4));
    }

    private static HistoryPage page(int events, boolean hasOlder) {
        var stored = IntStream.range(0, events)
                .mapToObj(i -> new HistoryPage.Stored(
                        position(i), ("{\"text\":\"안녕 👋\\n" + i + "\"}\n").getBytes(StandardCharsets.UTF_8)))
                .toList();
        return new HistoryPage(stored, hasOlder ? position(0) : null, events == 0 ? null : position(events - 1));
    }

    private static Position position(int event) {
        return new Position("abcdefgh", 10L + event);
    }
}
