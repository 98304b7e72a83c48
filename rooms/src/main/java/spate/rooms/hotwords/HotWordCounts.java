package spate.rooms.hotwords;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;
import spate.protocol.event.RoomEvent;
import spate.rooms.words.BlockedWords;

/// Counts words in Redis: each viewer once for each word, for a minute after the last use. Thread-safe.
///
/// For each room Redis holds who used which word when (at most 5,000 such pairs, the oldest let go first),
/// and how many viewers of these each word has; both go two minutes after the last use. Redis' own clock
/// decides.
public final class HotWordCounts {

    /// How far back words count.
    public static final Duration WINDOW = Duration.ofSeconds(60);

    /// So many words are shown.
    public static final int SHOWN_MAX = 10;

    /// Longest word that is counted, in characters.
    public static final int WORD_CHARS_MAX = 40;

    static final int PAIRS_MAX = 5_000;

    /// More than are shown, because some may be blocked.
    private static final int ASKED_MAX = 40;

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(2);
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /// So many characters of a viewer's id tell viewers of a room apart.
    private static final int VIEWER_CHARS = 8;

    private static final RedisScript<String> SCRIPT = new DefaultRedisScript<>("""
            local counts, pairs = KEYS[1], KEYS[2]
            local window, most, live, top = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4])
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local function forget(pair)
              local word = string.match(pair, '^(%S+)')
              if tonumber(redis.call('ZINCRBY', counts, -1, word)) <= 0 then redis.call('ZREM', counts, word) end
            end
            local old = redis.call('ZRANGEBYSCORE', pairs, '-inf', now - window)
            for i = 1, #old do forget(old[i]) end
            if #old > 0 then redis.call('ZREMRANGEBYSCORE', pairs, '-inf', now - window) end
            for i = 5, #ARGV do
              if redis.call('ZADD', pairs, now, ARGV[i]) == 1 then
                redis.call('ZINCRBY', counts, 1, string.match(ARGV[i], '^(%S+)'))
              end
            end
            local over = redis.call('ZCARD', pairs) - most
            if over > 0 then
              local let = redis.call('ZPOPMIN', pairs, over)
              for i = 1, #let, 2 do forget(let[i]) end
            end
            if #ARGV > 4 then
              redis.call('PEXPIRE', counts, live)
              redis.call('PEXPIRE', pairs, live)
            end
            return table.concat(redis.call('ZREVRANGE', counts, 0, top - 1, 'WITHSCORES'), ' ')
            """, String.class);

    private final ReactiveStringRedisTemplate redis;

    public HotWordCounts(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    /// Counts words of a room. Fails where Redis does not answer within half a second.
    public Mono<Void> count(RoomId room, Collection<WordUse> uses) {
        List<String> pairs = new ArrayList<>(uses.size());
        for (WordUse use : uses) {
            String viewer = use.viewer()
                    .substring(0, Math.min(VIEWER_CHARS, use.viewer().length()));
            pairs.add(use.word() + ' ' + viewer);
        }
        return run(room, pairs, 0).then();
    }

    /// The words that most viewers used, the most used first, without those that are blocked.
    ///
    /// Fails where Redis does not answer within half a second.
    public Mono<List<RoomEvent.Word>> top(RoomId room, BlockedWords blocked) {
        return run(room, List.of(), ASKED_MAX).map(found -> shown(found, blocked));
    }

    private Mono<String> run(RoomId room, List<String> pairs, int top) {
        List<String> arguments = new ArrayList<>(4 + pairs.size());
        arguments.add(Long.toString(WINDOW.toMillis()));
        arguments.add(Integer.toString(PAIRS_MAX));
        arguments.add(Long.toString(TIME_TO_LIVE.toMillis()));
        arguments.add(Integer.toString(top));
        arguments.addAll(pairs);
        String key = "spate:words:{" + room + "}";
        return redis.execute(SCRIPT, List.of(key, key + ":by"), arguments)
                .next()
                .timeout(TIMEOUT);
    }

    private static List<RoomEvent.Word> shown(String found, BlockedWords blocked) {
        List<RoomEvent.Word> words = new ArrayList<>();
        String[] parts = found.isEmpty() ? new String[0] : found.split(" ", -1);
        for (int i = 0; i + 1 < parts.length && words.size() < SHOWN_MAX; i += 2) {
            if (!blocked.isIn(parts[i])) {
                words.add(new RoomEvent.Word(parts[i], (long) Double.parseDouble(parts[i + 1])));
            }
        }
        return words;
    }
}
