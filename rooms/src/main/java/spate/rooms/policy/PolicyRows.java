package spate.rooms.policy;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;
import spate.rooms.words.BlockedWords;
import spate.rooms.words.WordLists;
import tools.jackson.databind.json.JsonMapper;

/// The policy of a room out of MySQL.
///
/// Who is restricted is told by two tables. `restrictions` has what was decided and may be ahead of the log;
/// `clearings` has what the archive read of it and may be behind. Whoever either names is restricted: a decision
/// that is ahead hides only what its own event hides a moment later, and one that was lifted but is not lifted in
/// the log yet still holds there.
final class PolicyRows {

    private static final String ROOM =
            "SELECT r.owner_id, r.settings, r.version, r.moderation, p.event_id AS pin_event, p.author_id AS pin_author,"
                    + " p.body AS pin_body, w.version AS words_version, w.words, s.other_id AS partner FROM rooms r"
                    + " LEFT JOIN pins p ON p.room_id = r.id LEFT JOIN blocked_words w ON w.room_id = r.id"
                    + " LEFT JOIN conversation_seats s ON s.room_id = r.id AND s.viewer_id = r.owner_id"
                    + " WHERE r.id = :room";
    private static final String ROLES =
            "SELECT viewer_id, role, version FROM room_roles WHERE room_id = :room AND role IN ('moderator', 'vip')";
    private static final String RESTRICTIONS =
            "SELECT viewer_id, until, version FROM restrictions WHERE room_id = :room AND until > :earlier UNION"
                    + " ALL SELECT viewer_id, until, version FROM clearings WHERE room_id = :room AND until > :earlier";

    /// Messages that were accepted during a timeout may be read from the log long after it was over, and what
    /// the archive has not read yet only `restrictions` tells.
    private static final long OVER_MILLIS = Duration.ofDays(1).toMillis();

    private final DatabaseClient database;
    private final JsonMapper json;
    private final Clock clock;

    PolicyRows(DatabaseClient database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /// The room's row is read first: what its counters cover is among what is read after it.
    Mono<RoomPolicy> find(RoomId room) {
        return database.sql(ROOM)
                .bind("room", room.value())
                .map(this::head)
                .one()
                .flatMap(head -> roles(room)
                        .flatMap(roles -> restrictions(room)
                                .map(restrictions -> new RoomPolicy(
                                                room,
                                                head.owner(),
                                                head.settings(),
                                                head.version(),
                                                new People(
                                                        roles,
                                                        restrictions,
                                                        head.pin().orElse(null),
                                                        head.moderation()),
                                                head.words())
                                        .withPartner(head.partner().orElse(null)))));
    }

    private Mono<Map<String, People.Given>> roles(RoomId room) {
        return database.sql(ROLES)
                .bind("room", room.value())
                .map(row -> Map.entry(
                        text(row, "viewer_id"), new People.Given(Role.of(text(row, "role")), number(row, "version"))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Mono<Map<String, Restriction>> restrictions(RoomId room) {
        return database.sql(RESTRICTIONS)
                .bind("room", room.value())
                .bind("earlier", clock.millis() - OVER_MILLIS)
                .map(row -> Map.entry(
                        text(row, "viewer_id"), new Restriction(number(row, "until"), number(row, "version"))))
                .all()
                .collectList()
                .map(PolicyRows::newest);
    }

    private static Map<String, Restriction> newest(List<Map.Entry<String, Restriction>> found) {
        var newest = new HashMap<String, Restriction>();
        for (var each : found) {
            newest.merge(each.getKey(), each.getValue(), (a, b) -> a.version() >= b.version() ? a : b);
        }
        return newest;
    }

    private Head head(Readable row) {
        @Nullable String pinned = row.get("pin_event", String.class);
        long moderation = number(row, "moderation");
        Optional<Pin> pin = pinned == null
                ? Optional.empty()
                : Optional.of(new Pin(pinned, text(row, "pin_author"), text(row, "pin_body"), moderation));
        return new Head(
                text(row, "owner_id"),
                json.readValue(text(row, "settings"), RoomSettings.class),
                number(row, "version"),
                moderation,
                pin,
                WordLists.of(row.get("words", String.class), row.get("words_version", Long.class)),
                Optional.ofNullable(row.get("partner", String.class)));
    }

    private static String text(Readable row, String column) {
        return present(row.get(column, String.class), column);
    }

    private static long number(Readable row, String column) {
        return present(row.get(column, Long.class), column);
    }

    private static <T> T present(@Nullable T value, String column) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " is empty");
        }
        return value;
    }

    private record Head(
            String owner,
            RoomSettings settings,
            long version,
            long moderation,
            Optional<Pin> pin,
            BlockedWords words,
            Optional<String> partner) {}
}
