package spate.api.room;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.rooms.policy.People;
import spate.rooms.policy.Restriction;
import spate.rooms.policy.Role;
import spate.rooms.policy.RoomPolicy;

/// The policy of a room as far as it concerns a few viewers. Thread-safe.
///
/// Who is restricted by what the archive read of the log, but no longer by what was decided, is restricted still:
/// a message that is posted now would stand before the end of the ban in the log.
public final class Policies {

    private static final String PEOPLE = """
            SELECT viewer_id, role, 0 AS until, version FROM room_roles
            WHERE room_id = :room AND viewer_id IN (:viewers)
            UNION ALL SELECT viewer_id, '' AS role, until, version FROM restrictions
            WHERE room_id = :room AND viewer_id IN (:viewers) AND until > :now
            UNION ALL SELECT viewer_id, '' AS role, until, version FROM clearings
            WHERE room_id = :room AND viewer_id IN (:viewers) AND until > :now""";

    private final DatabaseClient database;
    private final Clock clock;

    Policies(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// The policy that is right for these viewers, and knows nobody else but the owner.
    public Mono<RoomPolicy> of(Room room, List<String> viewers) {
        return database.sql(PEOPLE)
                .bind("room", room.id().value())
                .bind("viewers", viewers)
                .bind("now", clock.millis())
                .map(Policies::known)
                .all()
                .collectList()
                .map(known -> room.policy(people(known)));
    }

    private static People people(List<Known> known) {
        Map<String, People.Given> roles = new HashMap<>();
        Map<String, Restriction> restrictions = new HashMap<>();
        for (Known each : known) {
            if (!each.role().isEmpty()) {
                roles.put(each.viewer(), new People.Given(Role.of(each.role()), each.version()));
            } else {
                restrictions.merge(
                        each.viewer(),
                        new Restriction(each.until(), each.version()),
                        (a, b) -> a.version() >= b.version() ? a : b);
            }
        }
        return new People(roles, restrictions, null, 0);
    }

    private static Known known(Readable row) {
        return new Known(
                Objects.requireNonNull(row.get("viewer_id", String.class)),
                Objects.requireNonNull(row.get("role", String.class)),
                Objects.requireNonNull(row.get("until", Long.class)),
                Objects.requireNonNull(row.get("version", Long.class)));
    }

    private record Known(String viewer, String role, long until, long version) {}
}
