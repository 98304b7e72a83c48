package spate.stream.archive;

import java.util.ArrayList;
import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;
import spate.rooms.replay.RecentFormat;

/// Takes what moderators hid out of a room's stretch, and the words that replies quote of it; see [RecentFormat] for
/// how it stands in Redis. A stretch without hidden events is still whole.
///
/// Who wrote a message, and what a reply quotes, is read from its JSON as text: what we write begins with the author's
/// id, quotation marks within a text are escaped, and the rest is as in [spate.protocol.event.Quote].
final class RecentHide {

    private static final RedisScript<Long> SCRIPT = new DefaultRedisScript<>("""
            local key = KEYS[1]
            local head = redis.call('ZRANGEBYSCORE', key, '-inf', '(0')[1]
            if not head then return 0 end
            local token, after, bytes = string.match(head, '^(%S+) (%S+) (%S+)$')
            local changed, left = 0, tonumber(bytes)
            local function hides(kind, value, id, type, member)
              local isPin = type == 'pinned' or type == 'unpinned'
              if kind == 'viewer' then
                return (type == 'message' or isPin) and string.find(member, '"by":{"id":"' .. value .. '"', 1, true)
              end
              return ((type == 'message' or type == 'donation') and id == value)
                or (isPin and string.find(member, '"target":{"type":"message","id":"' .. value .. '"', 1, true))
            end
            local function quotes(kind, value, member)
              local id, by = string.match(member, '"replyTo":{"id":"([^"]*)","by":"([^"]*)"')
              if kind == 'viewer' then return by == value end
              return (id or string.match(member, '"replyTo":{"id":"([^"]*)"')) == value
            end
            local function emptied(member)
              local excerpt = string.find(member, '"excerpt":"', 1, true)
              return string.sub(member, 1, excerpt - 1) .. '"excerpt":""}}' .. string.match(member, '.*"}}(.*)$')
            end
            for _, member in ipairs(redis.call('ZRANGEBYSCORE', key, '0', '+inf')) do
              local offset, id, type = string.match(member, '^(%S+) (%S+) (%S+)\\n')
              local rest = member
              for i = 1, #ARGV, 3 do
                if tonumber(offset) < tonumber(ARGV[i + 2]) then
                  if hides(ARGV[i], ARGV[i + 1], id, type, member) then
                    rest = nil
                    break
                  elseif quotes(ARGV[i], ARGV[i + 1], member) then
                    rest = emptied(member)
                  end
                end
              end
              if rest ~= member then
                redis.call('ZREM', key, member)
                changed, left = changed + 1, left - #member
                if rest then
                  redis.call('ZADD', key, offset, rest)
                  left = left + #rest
                end
              end
            end
            if changed > 0 then
              redis.call('ZREM', key, head)
              redis.call('ZADD', key, -1, string.format('%s %s %.0f', token, after, left))
            end
            return changed
            """, Long.class);

    private final ReactiveStringRedisTemplate redis;

    RecentHide(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    /// Comes with the number of events that went or changed.
    Mono<Long> hide(RoomId room, List<Decision> decisions) {
        List<String> arguments = new ArrayList<>(3 * decisions.size());
        for (Decision decision : decisions) {
            switch (decision) {
                case Decision.Removal removal -> {
                    arguments.add("message");
                    arguments.add(removal.target());
                }
                case Decision.Clearing clearing -> {
                    arguments.add("viewer");
                    arguments.add(clearing.viewer());
                }
            }
            arguments.add(Long.toString(decision.offset()));
        }
        return redis.execute(SCRIPT, List.of(RecentFormat.roomKey(room)), arguments)
                .next();
    }
}
