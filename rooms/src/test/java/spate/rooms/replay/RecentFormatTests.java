package spate.rooms.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import spate.protocol.EventId;

class RecentFormatTests {

    @Test
    void anEventSurvivesRedis() {
        var event = new StoredEvent(
                42, EventId.random(), "message", "{\"text\":\"안녕 \\n 🎉\"}".getBytes(StandardCharsets.UTF_8));

        StoredEvent read = RecentFormat.event(RecentFormat.member(event));

        assertThat(read).usingRecursiveComparison().isEqualTo(event);
    }

    @Test
    void aReachSurvivesRedisAndKnowsItsEpoch() {
        var reach = new RecentFormat.Reach("abcdefgh:1x", 42);

        assertThat(RecentFormat.Reach.parse(reach.text())).contains(reach);
        assertThat(reach.isOf("abcdefgh")).isTrue();
        assertThat(reach.isOf("abcdefg")).isFalse();
        assertThat(RecentFormat.Reach.parse("nonsense")).isEmpty();
    }
}
