package spate.api.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Pages through the rooms. Thread-safe.
///
/// Sorted by viewers, the rooms that have any come first, by their number, then the others, newest first. Numbers
/// move while somebody pages, so a room that moved may come twice or not at all; a list by age has no such gaps.
final class RoomList {

    private static final Comparator<Listed> MOST_VIEWERS = Comparator.comparingLong(Listed::viewers)
            .thenComparingLong(listed -> listed.room().createdAt())
            .thenComparing(listed -> listed.room().id())
            .reversed();

    private static final String NEWEST = "r.created_at DESC, r.id DESC";

    private final DatabaseClient database;
    private final Audience audience;

    RoomList(DatabaseClient database, Audience audience) {
        this.database = database;
        this.audience = audience;
    }

    /// The rooms of a page, and one more where there are more.
    Mono<List<Listed>> page(ListQuery query) {
        return audience.all().flatMap(counts -> switch (query.sort()) {
            case VIEWERS -> byViewers(query, counts);
            case RECENT -> recent(query, counts);
            case LIKES -> byLikes(query, counts);
        });
    }

    private Mono<List<Listed>> recent(ListQuery query, Map<String, Long> counts) {
        return select(query, Condition.after(query.cursor()), counts).collectList();
    }

    private Mono<List<Listed>> byLikes(ListQuery query, Map<String, Long> counts) {
        return select(query, Condition.afterLikes(query.cursor()), "r.likes DESC, " + NEWEST, counts)
                .collectList();
    }

    private Mono<List<Listed>> byViewers(ListQuery query, Map<String, Long> counts) {
        ListCursor cursor = query.cursor();
        boolean isAmongWatched = cursor == null || cursor.viewers() > 0;
        Flux<Listed> watched = isAmongWatched && !counts.isEmpty()
                ? select(query, Condition.among(counts.keySet()), counts)
                        .filter(listed -> cursor == null || isAfter(listed, cursor))
                        .sort(MOST_VIEWERS)
                : Flux.empty();
        var rest = Condition.notAmong(counts.keySet()).and(Condition.after(isAmongWatched ? null : cursor));
        return watched.concatWith(select(query, rest, counts))
                .take(query.limit() + 1L)
                .collectList();
    }

    private static boolean isAfter(Listed listed, ListCursor cursor) {
        Room room = listed.room();
        return Comparator.comparingLong(ListCursor::viewers)
                        .thenComparingLong(ListCursor::createdAt)
                        .thenComparing(ListCursor::id)
                        .compare(
                                new ListCursor(
                                        listed.viewers(),
                                        room.createdAt(),
                                        room.id().value()),
                                cursor)
                < 0;
    }

    private Flux<Listed> select(ListQuery query, Condition condition, Map<String, Long> counts) {
        return select(query, condition, NEWEST, counts);
    }

    private Flux<Listed> select(ListQuery query, Condition condition, String order, Map<String, Long> counts) {
        Condition whole = condition.and(Condition.of(query));
        String bound = whole.isAmong() ? "" : " LIMIT " + (query.limit() + 1);
        var sql = database.sql(Rooms.SELECT + whole.where() + " ORDER BY " + order + bound)
                .bindValues(whole.values());
        return sql.map(Rooms::room)
                .all()
                .map(room -> new Listed(room, counts.getOrDefault(room.id().value(), 0L)));
    }

    /// A room and how many viewers it has.
    record Listed(Room room, long viewers) {}

    /// Conditions that must all hold, and their values.
    private record Condition(List<String> terms, Map<String, Object> values) {

        static Condition of(ListQuery query) {
            List<String> terms = new ArrayList<>(List.of("r.kind = 'live'"));
            Map<String, Object> values = new LinkedHashMap<>();
            String owner = query.owner();
            if (owner != null) {
                terms.add("r.owner_id = :owner");
                values.put("owner", owner);
            } else {
                terms.add("r.closed_at IS NULL");
            }
            String follower = query.follower();
            if (follower != null) {
                terms.add("EXISTS (SELECT 1 FROM room_follows f WHERE f.room_id = r.id AND f.viewer_id = :follower)");
                values.put("follower", follower);
            }
            List<String> words = query.words();
            for (int i = 0; i < words.size(); i++) {
                // The columns compare by code point; this finds a word however it is written.
                String word = ":word" + i;
                // Ids are ASCII, and the database compares them with nothing else.
                String id =
                        words.get(i).chars().allMatch(c -> c < 128) ? " OR r.id LIKE " + word + " ESCAPE '!')" : ")";
                terms.add("(r.title COLLATE utf8mb4_unicode_ci LIKE " + word + " ESCAPE '!'"
                        + " OR r.description COLLATE utf8mb4_unicode_ci LIKE " + word + " ESCAPE '!'" + id);
                values.put("word" + i, "%" + words.get(i).replaceAll("[!%_]", "!$0") + "%");
            }
            String tag = query.tag();
            if (tag != null) {
                terms.add("JSON_CONTAINS(r.tags, :tag)");
                values.put("tag", RoomJson.tags(List.of(tag)));
            }
            return new Condition(terms, values);
        }

        static Condition after(@Nullable ListCursor cursor) {
            return cursor == null
                    ? new Condition(List.of(), Map.of())
                    : new Condition(
                            List.of("(r.created_at < :created OR (r.created_at = :created AND r.id < :id))"),
                            Map.of("created", cursor.createdAt(), "id", cursor.id()));
        }

        static Condition afterLikes(@Nullable ListCursor cursor) {
            return cursor == null
                    ? new Condition(List.of(), Map.of())
                    : new Condition(
                            List.of("(r.likes < :likes OR (r.likes = :likes AND (r.created_at < :created"
                                    + " OR (r.created_at = :created AND r.id < :id))))"),
                            Map.of("likes", cursor.viewers(), "created", cursor.createdAt(), "id", cursor.id()));
        }

        static Condition among(Collection<String> ids) {
            return new Condition(List.of("r.id IN (:among)"), Map.of("among", List.copyOf(ids)));
        }

        static Condition notAmong(Collection<String> ids) {
            return ids.isEmpty()
                    ? new Condition(List.of(), Map.of())
                    : new Condition(List.of("r.id NOT IN (:among)"), Map.of("among", List.copyOf(ids)));
        }

        Condition and(Condition other) {
            List<String> all = new ArrayList<>(terms);
            all.addAll(other.terms);
            Map<String, Object> bound = new LinkedHashMap<>(values);
            bound.putAll(other.values);
            return new Condition(all, bound);
        }

        boolean isAmong() {
            return terms.contains("r.id IN (:among)");
        }

        String where() {
            return terms.isEmpty() ? "" : " WHERE " + String.join(" AND ", terms);
        }
    }
}
