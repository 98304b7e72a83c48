package spate.stream.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.rooms.replay.RecentFormat;
import spate.rooms.replay.StoredEvent;
import spate.testing.SpateServers;

/// What Redis keeps of a room is bounded in events, bytes and time, and says from where it is whole.
class RecentBoundsIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final LettuceConnectionFactory CONNECTIONS = connections();

    private final ReactiveStringRedisTemplate redis = new ReactiveStringRedisTemplate(CONNECTIONS);
    private final RecentAppend append = new RecentAppend(redis);
    private final RoomId room = new RoomId("bounds-" + Math.floorMod(System.nanoTime(), 1_000_000_000L));

    private static LettuceConnectionFactory connections() {
        URI address = URI.create(SpateServers.scope().redisUrl());
        var server = new RedisStandaloneConfiguration(address.getHost(), address.getPort());
        server.setDatabase(Integer.parseInt(address.getPath().substring(1)));
        return new LettuceConnectionFactory(server);
    }

    @BeforeAll
    static void start() {
        CONNECTIONS.afterPropertiesSet();
        CONNECTIONS.start();
    }

    @AfterAll
    static void end() {
        CONNECTIONS.destroy();
    }

    @Test
    void noMoreEventsThanTheBound() {
        for (long first = 0; first < 1_000; first += 50) {
            push("t1", first, 50, 10, false);
        }
        assertThat(offsets()).isEqualTo(range(800, 999));
        assertThat(head()).startsWith("t1 799 ");
    }

    @Test
    void noMoreBytesThanTheBound() {
        for (long first = 0; first < 200; first += 20) {
            push("t1", first, 20, 4_000, false);
        }
        List<String> members = members();
        long bytes = members.stream()
                .skip(1)
                .mapToLong(member -> member.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        assertThat(bytes).isBetween(RecentAppend.BYTES_MAX - 5_000L, (long) RecentAppend.BYTES_MAX);
        assertThat(head()).isEqualTo("t1 " + (offsets().getFirst() - 1) + " " + bytes);
        assertThat(offsets()).isEqualTo(range(offsets().getFirst(), 199));
    }

    @Test
    void anotherTokenOrACutBeginsAnew() {
        push("t1", 0, 50, 10, false);
        push("t2", 60, 10, 10, false);
        assertThat(offsets()).isEqualTo(range(60, 69));
        assertThat(head()).startsWith("t2 59 ");
        push("t2", 80, 10, 10, true);
        assertThat(offsets()).isEqualTo(range(80, 89));
        assertThat(head()).startsWith("t2 79 ");
    }

    @Test
    void whatIsPushedAgainIsThereOnce() {
        push("t1", 0, 50, 10, false);
        String before = head();
        push("t1", 20, 30, 10, false);
        assertThat(offsets()).isEqualTo(range(0, 49));
        assertThat(head()).isEqualTo(before);
    }

    @Test
    void aRoomInWhichNothingHappensIsForgotten() {
        push("t1", 0, 1, 10, false);
        assertThat(redis.getExpire(RecentFormat.roomKey(room)).block(SOON))
                .isBetween(RecentAppend.TIME_TO_LIVE.minusMinutes(1), RecentAppend.TIME_TO_LIVE);
    }

    private void push(String token, long first, int count, int bytes, boolean isCut) {
        var events = new ArrayList<StoredEvent>();
        for (long offset = first; offset < first + count; offset++) {
            byte[] body = ("\"" + "x".repeat(bytes) + "\"").getBytes(StandardCharsets.UTF_8);
            events.add(new StoredEvent(offset, EventId.derive(room, "mina", "k" + offset), "message", body));
        }
        assertThat(append.append(token, new RecentPush(room, events, isCut)).block(SOON))
                .isLessThanOrEqualTo(RecentAppend.EVENTS_MAX);
    }

    private List<String> members() {
        List<String> members = redis.opsForZSet()
                .range(RecentFormat.roomKey(room), Range.closed(0L, -1L))
                .collectList()
                .block(SOON);
        assertThat(members).isNotNull();
        return members == null ? List.of() : members;
    }

    private String head() {
        return members().getFirst();
    }

    private List<Long> offsets() {
        return members().stream()
                .skip(1)
                .map(member -> Long.valueOf(member.substring(0, member.indexOf(' '))))
                .toList();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
