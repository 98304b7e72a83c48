package spate.stream.hotwords;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.event.RoomEvent;
import spate.rooms.hotwords.HotWordCounts;
import spate.rooms.log.EventLog;
import spate.rooms.log.LogEntry;
import spate.rooms.words.BlockedWords;
import spate.rooms.words.WordLists;

/// Tells rooms what trends, through the log. Where the blocked words of rooms cannot be looked up nothing is
/// told. For one thread at a time.
final class Trending {

    private static final Logger log = LoggerFactory.getLogger(Trending.class);
    private static final int ROOMS_AT_ONCE = 16;
    private static final Duration LISTS_TIMEOUT = Duration.ofSeconds(2);

    /// Long enough to tell that nothing trends any more.
    private static final long REMEMBERED_MILLIS = HotWordCounts.WINDOW.toMillis() + 30_000;

    private final HotWordCounts counts;
    private final TrendingTurn turn;
    private final WordLists lists;
    private final EventLog events;
    private final HotWordsMeters meters;
    private final Clock clock;
    private final int roomsMax;
    /// When words of a room were counted last, the room that was longest ago first.
    private final Map<RoomId, Long> rooms = new LinkedHashMap<>(16, 0.75f, true);

    Trending(
            HotWordCounts counts,
            TrendingTurn turn,
            WordLists lists,
            EventLog events,
            HotWordsMeters meters,
            Clock clock,
            int roomsMax) {
        this.counts = counts;
        this.turn = turn;
        this.lists = lists;
        this.events = events;
        this.meters = meters;
        this.clock = clock;
        this.roomsMax = roomsMax;
    }

    /// Words of a room were counted.
    void counted(RoomId room) {
        synchronized (rooms) {
            rooms.put(room, clock.millis());
            if (rooms.size() > roomsMax) {
                rooms.remove(rooms.keySet().iterator().next());
            }
        }
    }

    /// Tells every room where something changed. Never fails.
    Mono<Void> tell() {
        return Mono.fromSupplier(this::recent)
                .filter(recent -> !recent.isEmpty())
                .flatMap(recent -> lists.find(recent)
                        .timeout(LISTS_TIMEOUT)
                        .flatMap(blocked -> Flux.fromIterable(recent)
                                .flatMap(
                                        room -> tell(room, blocked.getOrDefault(room, BlockedWords.NONE)),
                                        ROOMS_AT_ONCE)
                                .then()))
                .onErrorResume(e -> {
                    meters.failed();
                    log.debug("rooms are not told what trends now: {}", String.valueOf(e.getMessage()));
                    return Mono.empty();
                });
    }

    private List<RoomId> recent() {
        long since = clock.millis() - REMEMBERED_MILLIS;
        synchronized (rooms) {
            rooms.values().removeIf(counted -> counted < since);
            return List.copyOf(rooms.keySet());
        }
    }

    private Mono<Void> tell(RoomId room, BlockedWords blocked) {
        return counts.top(room, blocked)
                .flatMap(words ->
                        turn.take(room, text(words)).filter(isNew -> isNew).flatMap(_ -> append(room, words)));
    }

    private Mono<Void> append(RoomId room, List<RoomEvent.Word> words) {
        var event = new RoomEvent.Trending(EventId.random().value(), clock.millis(), words);
        return Mono.defer(() -> events.append(LogEntry.of(room, event, null)))
                .doOnNext(_ -> meters.told())
                .then();
    }

    private static String text(List<RoomEvent.Word> words) {
        return words.stream().map(word -> word.word() + ' ' + word.count()).collect(Collectors.joining(" "));
    }
}
