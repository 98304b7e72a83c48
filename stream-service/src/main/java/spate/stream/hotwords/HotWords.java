package spate.stream.hotwords;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import spate.protocol.RoomId;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;
import spate.rooms.hotwords.HotWordCounts;
import spate.rooms.hotwords.WordUse;
import spate.rooms.log.LogEntry;
import spate.rooms.log.LogPhases;
import spate.rooms.pace.BackgroundWork;

/// Runs hot words while the service runs: each second what was taken is read and counted, and every ten
/// seconds rooms are told. One thread of its own; what fails is dropped, and Redis is then left alone for a
/// moment.
final class HotWords extends BackgroundWork {

    private static final Logger log = LoggerFactory.getLogger(HotWords.class);
    private static final Duration READ_EVERY = Duration.ofSeconds(1);
    private static final int ROOMS_AT_ONCE = 16;

    private final Intake intake;
    private final HotWordCounts counts;
    private final Trending trending;
    private final HotWordsMeters meters;
    private final HotWordsProperties properties;
    private final Clock clock;
    private @Nullable Nouns nouns;
    private volatile long pausedUntilMillis = Long.MIN_VALUE;

    HotWords(
            Intake intake,
            HotWordCounts counts,
            Trending trending,
            HotWordsMeters meters,
            HotWordsProperties properties,
            Clock clock) {
        this.intake = intake;
        this.counts = counts;
        this.trending = trending;
        this.meters = meters;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    protected Disposable begin() {
        Scheduler thread = Schedulers.newSingle("spate-hot-words", true);
        Disposable reading = Flux.interval(READ_EVERY, thread)
                .onBackpressureDrop()
                .concatMap(_ -> Mono.defer(this::read).subscribeOn(thread).onErrorResume(this::pause), 0)
                .subscribe();
        Disposable telling = Flux.interval(properties.every())
                .onBackpressureDrop()
                .concatMap(_ -> trending.tell(), 0)
                .subscribe();
        return Disposables.composite(reading, telling, thread);
    }

    /// On its own thread. The dictionaries, some ten megabytes, are read with the first message.
    private Mono<Void> read() {
        List<LogEntry> messages = intake.drain();
        if (messages.isEmpty()) {
            return Mono.empty();
        }
        if (clock.millis() < pausedUntilMillis) {
            messages.forEach(_ -> meters.left());
            return Mono.empty();
        }
        return Flux.fromIterable(uses(messages).entrySet())
                .flatMap(room -> count(room.getKey(), room.getValue()), ROOMS_AT_ONCE)
                .then();
    }

    private Mono<Void> pause(Throwable e) {
        pausedUntilMillis = clock.millis() + properties.pause().toMillis();
        meters.failed();
        log.debug("words are not counted now: {}", String.valueOf(e.getMessage()));
        return Mono.empty();
    }

    private Map<RoomId, Set<WordUse>> uses(List<LogEntry> messages) {
        Map<RoomId, Set<WordUse>> uses = new HashMap<>();
        for (LogEntry message : messages) {
            try {
                Set<WordUse> ofRoom = uses.computeIfAbsent(message.room(), _ -> new LinkedHashSet<>());
                String viewer = String.valueOf(message.author());
                nounsOf(message).forEach(noun -> ofRoom.add(new WordUse(noun, viewer)));
                meters.read();
            } catch (RuntimeException e) {
                meters.failed();
                log.warn("BUG: message {} of room {} has no words", message.id(), message.room(), e);
            }
        }
        uses.values().removeIf(Set::isEmpty);
        return uses;
    }

    private Set<String> nounsOf(LogEntry entry) {
        Nouns known = nouns;
        if (known == null) {
            known = new Nouns();
            nouns = known;
        }
        return EventJson.decode(entry.body()) instanceof RoomEvent.Message message
                ? known.of(message.text())
                : Set.of();
    }

    private Mono<Void> count(RoomId room, Set<WordUse> uses) {
        return counts.count(room, uses).doOnSuccess(_ -> trending.counted(room));
    }

    @Override
    public int getPhase() {
        return LogPhases.USE;
    }
}
