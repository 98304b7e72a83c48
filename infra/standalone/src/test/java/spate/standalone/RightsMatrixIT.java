package spate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spate.protocol.EventId;
import spate.rooms.policy.Right;
import spate.rooms.policy.Standing;
import spate.standalone.Replica.Answer;
import spate.standalone.Replica.Person;
import spate.testing.ChatClient;
import spate.testing.SpateServers;
import tools.jackson.databind.JsonNode;

/// Every call and frame of a room by everybody who can stand in it, against the one table of rights.
class RightsMatrixIT {

    /// A call; `{victim}` is a viewer who ranks below everybody, `{event}` an id that no event has.
    private record Call(
            String method, String path, @Nullable Object body, Right right) {}

    private static final List<Call> CALLS = List.of(
            new Call("GET", "", null, Right.READ),
            new Call("GET", "/messages", null, Right.READ),
            new Call("GET", "/pin", null, Right.READ),
            new Call("POST", "/messages", Map.of("text", "hello"), Right.POST),
            new Call("PUT", "/like", null, Right.LIKE),
            new Call("DELETE", "/like", null, Right.LIKE),
            new Call("PUT", "/follow", null, Right.LIKE),
            new Call("DELETE", "/follow", null, Right.LIKE),
            new Call("DELETE", "/messages/{event}", null, Right.REMOVE_ANY),
            new Call("DELETE", "/viewers/{victim}/messages", null, Right.REMOVE_ANY),
            new Call("PUT", "/restrictions/{victim}", Map.of("kind", "timeout", "seconds", 10), Right.RESTRICT),
            new Call("DELETE", "/restrictions/{victim}", null, Right.RESTRICT),
            new Call("GET", "/restrictions", null, Right.RESTRICT),
            new Call("POST", "/unban-requests", Map.of("text", "sorry"), Right.ASK_UNBAN),
            new Call("GET", "/unban-requests", null, Right.ANSWER_UNBAN),
            new Call("PUT", "/unban-requests/{event}", Map.of("decision", "refuse"), Right.ANSWER_UNBAN),
            new Call("PUT", "/pin", Map.of("event", "{message}"), Right.PIN),
            new Call("DELETE", "/pin", null, Right.PIN),
            new Call("POST", "/notices", Map.of("text", "hear, hear"), Right.NOTICE),
            new Call("PUT", "/shield", null, Right.SHIELD),
            new Call("DELETE", "/shield", null, Right.SHIELD),
            new Call("GET", "/audit", null, Right.SEE_AUDIT),
            new Call("GET", "/moderators", null, Right.SEE_ROLES),
            new Call("GET", "/vips", null, Right.SEE_ROLES),
            new Call("GET", "/members", null, Right.GIVE_VIP),
            new Call("PUT", "/vips/{victim}", null, Right.GIVE_VIP),
            new Call("DELETE", "/vips/{victim}", null, Right.GIVE_VIP),
            new Call("PUT", "/members/{victim}", null, Right.GIVE_VIP),
            new Call("DELETE", "/members/{victim}", null, Right.GIVE_VIP),
            new Call("PUT", "/moderators/{victim}", null, Right.GIVE_MODERATOR),
            new Call("DELETE", "/moderators/{victim}", null, Right.GIVE_MODERATOR),
            new Call("PATCH", "", Map.of("title", "Another title"), Right.CHANGE_ROOM),
            new Call("DELETE", "", null, Right.CHANGE_ROOM));

    @TempDir
    static Path data;

    @Test
    void everyCallAndFrameFollowsTheTable() {
        try (Replica replica = Replica.start(SpateServers.scope(), data)) {
            var people = new EnumMap<Standing, Person>(Standing.class);
            for (Standing standing : Standing.values()) {
                people.put(standing, replica.person(standing.name().toLowerCase(Locale.ROOT)));
            }
            Person owner = person(people, Standing.OWNER);
            Person elsewhere = replica.person("elsewhere");
            Person victim = replica.person("victim");
            String room = replica.room(owner);
            replica.room(elsewhere);
            String rooms = "/api/rooms/" + room;
            String message = said(replica, owner, rooms);
            give(
                    replica,
                    owner,
                    rooms + "/moderators/" + person(people, Standing.MODERATOR).id(),
                    null);
            give(replica, owner, rooms + "/vips/" + person(people, Standing.VIP).id(), null);
            give(
                    replica,
                    owner,
                    rooms + "/restrictions/" + person(people, Standing.BANNED).id(),
                    Map.of("kind", "ban"));
            give(
                    replica,
                    owner,
                    rooms + "/restrictions/"
                            + person(people, Standing.TIMED_OUT).id(),
                    Map.of("kind", "timeout", "seconds", 3_600));

            List<String> wrong = new ArrayList<>();
            for (Standing standing : Standing.values()) {
                Person person = standing == Standing.GUEST ? null : person(people, standing);
                frames(replica, room, person, standing, wrong);
            }
            frames(replica, room, elsewhere, Standing.VIEWER, wrong);
            for (Call call : CALLS) {
                for (Standing standing : Standing.values()) {
                    Person person = standing == Standing.GUEST ? null : person(people, standing);
                    check(replica, rooms, call, person, standing, victim, message, wrong);
                }
                check(replica, rooms, call, elsewhere, Standing.VIEWER, victim, message, wrong);
            }
            assertThat(wrong).isEmpty();
        }
    }

    /// Everything but 401 and 403 is an answer to somebody who may ask.
    private static void check(
            Replica replica,
            String rooms,
            Call call,
            @Nullable Person person,
            Standing standing,
            Person victim,
            String message,
            List<String> wrong) {
        String path = rooms
                + call.path()
                        .replace("{victim}", victim.id())
                        .replace("{event}", EventId.random().value());
        Object body = call.body() instanceof Map<?, ?> map && map.containsValue("{message}")
                ? Map.of("event", message)
                : call.body();
        Answer answer = replica.call(person, call.method(), path, body);
        boolean isServed = answer.status() != 401 && answer.status() != 403;
        if (isServed != call.right().isOf(standing) || answer.status() >= 500) {
            wrong.add("%s %s as %s: %s".formatted(call.method(), call.path(), standing, answer));
        }
    }

    private static void frames(
            Replica replica, String room, @Nullable Person person, Standing standing, List<String> wrong) {
        try (ChatClient session = replica.session(person)) {
            JsonNode joined = session.ask(Map.of("type", "join", "room", room));
            if (!joined.path("type").asString().equals("joined")) {
                wrong.add("join as " + standing + ": " + joined);
            }
            JsonNode posted = session.ask(Map.of("type", "post", "room", room, "text", "hello"));
            if (posted.path("type").asString().equals("posted") != Right.POST.isOf(standing)) {
                wrong.add("post as " + standing + ": " + posted);
            }
            // A tap that is taken has no answer, so what comes next is asked for.
            session.send(Map.of("type", "react", "id", "tap", "room", room, "reaction", "👍"));
            session.ask(Map.of("type", "ping"));
            boolean isTaken = session.frames().stream()
                    .noneMatch(frame -> frame.path("re").asString("").equals("tap"));
            if (isTaken != Right.REACT.isOf(standing)) {
                wrong.add("react as " + standing);
            }
        }
    }

    private static String said(Replica replica, Person owner, String rooms) {
        String event = replica.call(owner, "POST", rooms + "/messages", Map.of("text", "first"))
                .body()
                .path("event")
                .asString();
        Awaitility.await("stored")
                .until(() -> replica.call(null, "GET", rooms + "/messages", null)
                        .body()
                        .toString()
                        .contains(event));
        return event;
    }

    private static void give(Replica replica, Person owner, String path, @Nullable Object body) {
        Answer answer = replica.call(owner, "PUT", path, body);
        assertThat(answer.status()).as("%s", answer).isLessThan(300);
    }

    private static Person person(Map<Standing, Person> people, Standing standing) {
        Person person = people.get(standing);
        if (person == null) {
            throw new IllegalStateException("nobody stands as " + standing);
        }
        return person;
    }
}
