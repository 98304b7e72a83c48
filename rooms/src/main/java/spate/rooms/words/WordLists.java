package spate.rooms.words;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The lists of blocked words in MySQL. Thread-safe.
///
/// Lists that were read are kept ready to be looked through, 500 at most, the ones used longest ago forgotten
/// first; a list is made ready again only where its version is another one.
public final class WordLists {

    private static final int KEPT_MAX = 500;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Stored>> LIST = new TypeReference<>() {};

    private final DatabaseClient database;
    private final Map<String, BlockedWords> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, BlockedWords> eldest) {
            return size() > KEPT_MAX;
        }
    };

    public WordLists(DatabaseClient database) {
        this.database = database;
    }

    /// The words of a room; none where it has no list.
    public Mono<BlockedWords> find(RoomId room) {
        return find(List.of(room)).map(found -> found.getOrDefault(room, BlockedWords.NONE));
    }

    /// The words of those rooms that have a list.
    public Mono<Map<RoomId, BlockedWords>> find(Collection<RoomId> rooms) {
        if (rooms.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql("SELECT room_id, version, words FROM blocked_words WHERE room_id IN (:rooms)")
                .bind("rooms", rooms.stream().map(RoomId::value).toList())
                .map(row -> Map.entry(
                        new RoomId(Objects.requireNonNull(row.get("room_id", String.class))),
                        ready(
                                row.get("room_id", String.class),
                                row.get("words", String.class),
                                row.get("version", Long.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private BlockedWords ready(@Nullable String room, @Nullable String words, @Nullable Long version) {
        String key = String.valueOf(room);
        synchronized (kept) {
            BlockedWords known = kept.get(key);
            if (known != null && version != null && known.version() == version) {
                return known;
            }
        }
        BlockedWords read = of(words, version);
        synchronized (kept) {
            kept.put(key, read);
        }
        return read;
    }

    /// The words in the columns of a list; none where there is no list.
    public static BlockedWords of(@Nullable String words, @Nullable Long version) {
        if (words == null || version == null) {
            return BlockedWords.NONE;
        }
        List<BlockedWord> list = JSON.readValue(words, LIST).stream()
                .map(stored -> new BlockedWord(
                        stored.pattern(), WordAction.of(stored.action()).orElse(WordAction.HOLD)))
                .toList();
        return BlockedWords.of(list, version);
    }

    /// Writes the list of a room, in the place of the one that was. To be called in the transaction that
    /// tells of it.
    ///
    /// @param version the room's version after the change
    public Mono<Void> put(RoomId room, List<BlockedWord> words, long version, String by, long at) {
        List<Stored> list = words.stream()
                .map(word -> new Stored(word.pattern(), word.action().word()))
                .toList();
        return database.sql("INSERT INTO blocked_words (room_id, version, words, changed_by, changed_at)"
                        + " VALUES (:room, :version, :words, :by, :at) ON DUPLICATE KEY UPDATE"
                        + " version = VALUES(version), words = VALUES(words), changed_by = VALUES(changed_by),"
                        + " changed_at = VALUES(changed_at)")
                .bind("room", room.value())
                .bind("version", version)
                .bind("words", JSON.writeValueAsString(list))
                .bind("by", by)
                .bind("at", at)
                .then();
    }

    /// A word in the JSON of the column.
    private record Stored(String pattern, String action) {}
}
