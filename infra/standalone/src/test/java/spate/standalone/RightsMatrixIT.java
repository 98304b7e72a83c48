package spate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spate.protocol.EventId;
import spate.protocol.frame.ClientFrame;
import spate.rooms.policy.BotScope;
import spate.rooms.policy.Right;
import spate.rooms.policy.Standing;
import spate.standalone.Replica.Answer;
import spate.standalone.Replica.Person;
import spate.testing.ChatClient;
import spate.testing.SpateServers;
import tools.jackson.databind.JsonNode;

/// Every call of the OpenAPI and every frame, by everybody who can stand in a room, against the one table
/// of rights. The calls, what they ask for and what they are sent come from the OpenAPI, so a call that is
/// not described fails here. What was seen is written to `target/rights-matrix.md`.
class RightsMatrixIT {

    /// Somebody who calls.
    ///
    /// @param person null for a guest
    /// @param scope what a bot may do; null for everybody else
    private record Caller(
            String name,
            @Nullable Person person,
            Standing standing,
            @Nullable BotScope scope) {

        Caller(String name, @Nullable Person person, Standing standing) {
            this(name, person, standing, null);
        }

        boolean has(Right right) {
            return scope == null ? right.isOf(standing) : scope.gives(right);
        }
    }

    /// Which right each frame asks for; null where anybody may send it.
    private static final Map<String, List<Right>> FRAMES = Map.of(
            "Hello", List.of(),
            "Join", List.of(Right.READ),
            "Leave", List.of(),
            "Post", List.of(Right.POST),
            "React", List.of(Right.REACT),
            "Ping", List.of());

    private static final Set<String> REFUSALS =
            Set.of("sign_in_required", "forbidden", "banned", "timed_out", "token_invalid", "token_expired");

    @TempDir
    static Path data;

    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Map<String, Boolean>> seen = new LinkedHashMap<>();

    @Test
    void everyCallAndFrameFollowsTheTable() throws IOException {
        assertThat(Arrays.stream(ClientFrame.class.getPermittedSubclasses()).map(Class::getSimpleName))
                .containsExactlyInAnyOrderElementsOf(FRAMES.keySet());
        try (Replica replica = Replica.start(SpateServers.scope(), data)) {
            Person owner = replica.person("owner");
            String room = replica.room(owner);
            List<Caller> callers = callers(replica, owner, room);
            String message = said(replica, owner, room);
            var values = new OpenApiCalls.Values(room, replica.person("victim").id(), message);
            List<OpenApiCalls.Call> calls = OpenApiCalls.read(
                    replica.call(null, "GET", "/api/openapi.json", null).body());

            for (Caller caller : callers) {
                frames(replica, room, caller);
            }
            for (OpenApiCalls.Call call : calls) {
                for (Caller caller : callers) {
                    check(replica, call, caller, values);
                }
            }
        }
        Files.writeString(Path.of("target/rights-matrix.md"), table());
        assertThat(wrong).isEmpty();
    }

    private static List<Caller> callers(Replica replica, Person owner, String room) {
        Person moderator = replica.person("moderator");
        Person vip = replica.person("vip");
        Person banned = replica.person("banned");
        Person timedOut = replica.person("timed_out");
        Person elsewhere = replica.person("elsewhere");
        String path = "/api/rooms/" + room;
        give(replica, owner, path + "/moderators/" + moderator.id(), null);
        give(replica, owner, path + "/vips/" + vip.id(), null);
        give(replica, owner, path + "/restrictions/" + banned.id(), Map.of("kind", "ban"));
        give(replica, owner, path + "/restrictions/" + timedOut.id(), Map.of("kind", "timeout", "seconds", 3_600));
        String other = replica.room(elsewhere);
        Person foreign = bot(replica, elsewhere, other, "read", "post", "moderate");
        return List.of(
                new Caller("guest", null, Standing.GUEST),
                new Caller("banned", banned, Standing.BANNED),
                new Caller("timed out", timedOut, Standing.TIMED_OUT),
                new Caller("viewer", replica.person("viewer"), Standing.VIEWER),
                new Caller("owner elsewhere", elsewhere, Standing.VIEWER),
                new Caller("vip", vip, Standing.VIP),
                new Caller("moderator", moderator, Standing.MODERATOR),
                new Caller("owner", owner, Standing.OWNER),
                new Caller("bot that reads", bot(replica, owner, room, "read"), Standing.BOT, BotScope.READ),
                new Caller("bot that posts", bot(replica, owner, room, "post"), Standing.BOT, BotScope.POST),
                new Caller(
                        "bot that moderates", bot(replica, owner, room, "moderate"), Standing.BOT, BotScope.MODERATE),
                new Caller("bot elsewhere", foreign, Standing.BOT));
    }

    private static Person bot(Replica replica, Person owner, String room, String... scopes) {
        var wanted = Map.of("name", String.join(" ", scopes), "scopes", List.of(scopes));
        JsonNode bot = replica.call(owner, "POST", "/api/rooms/" + room + "/bots", wanted)
                .body();
        JsonNode session = replica.call(
                        null,
                        "POST",
                        "/api/bots/sessions",
                        Map.of("token", bot.path("token").asString()))
                .body();
        return new Person(
                bot.path("id").asString(), "", session.path("accessToken").asString());
    }

    /// A refusal for want of a right or a token is one; any other answer is one to somebody who may ask.
    private void check(Replica replica, OpenApiCalls.Call call, Caller caller, OpenApiCalls.Values values) {
        if (call.isOfARoom() && call.rights().isEmpty()) {
            wrong.add(call + ": the call does not say which right it needs");
            return;
        }
        // What moves money wants a key; the others do not look at it.
        String key = EventId.random().value();
        Answer answer = replica.call(caller.person(), call.method(), call.path(values), call.body(values), key);
        boolean isServed = answer.status() < 400 || !REFUSALS.contains(answer.code());
        boolean isExpected = call.isOfARoom()
                ? caller.has(call.rights().getFirst()) && !(call.needsSignIn() && caller.person() == null)
                : !call.needsSignIn() || (caller.person() != null && caller.standing() != Standing.BOT);
        note(call.toString(), caller, isServed);
        if (answer.status() >= 500 || (isServed != isExpected && call.tellsWhoMayAsk())) {
            wrong.add("%s as %s: %s".formatted(call, caller.name(), answer));
        }
    }

    private void frames(Replica replica, String room, Caller caller) {
        try (ChatClient session = replica.session(caller.person())) {
            JsonNode joined = session.ask(Map.of("type", "join", "room", room));
            check("join", caller, Right.READ, joined.path("type").asString().equals("joined"));
            JsonNode posted = session.ask(Map.of("type", "post", "room", room, "text", "hello"));
            check("post", caller, Right.POST, posted.path("type").asString().equals("posted"));
            // A tap that is taken has no answer, so what comes next is asked for.
            session.send(Map.of("type", "react", "id", "tap", "room", room, "reaction", "👍"));
            session.ask(Map.of("type", "ping"));
            boolean isTaken = session.frames().stream()
                    .noneMatch(frame -> frame.path("re").asString("").equals("tap"));
            check("react", caller, Right.REACT, isTaken);
        }
    }

    private void check(String frame, Caller caller, Right right, boolean isServed) {
        note("frame `" + frame + "`", caller, isServed);
        if (isServed != caller.has(right)) {
            wrong.add(frame + " as " + caller.name());
        }
    }

    private void note(String row, Caller caller, boolean isServed) {
        seen.computeIfAbsent(row, _ -> new LinkedHashMap<>()).put(caller.name(), isServed);
    }

    private String table() {
        var names = seen.values().iterator().next().keySet();
        var lines = new StringBuilder(
                "| call | " + String.join(" | ", names) + " |\n|---" + "|---".repeat(names.size()) + "|\n");
        seen.forEach((row, cells) -> lines.append("| ")
                .append(row)
                .append(cells.values().stream()
                        .map(isServed -> isServed ? "yes" : "")
                        .collect(Collectors.joining(" | ", " | ", " |\n"))));
        return lines.toString();
    }

    private static String said(Replica replica, Person owner, String room) {
        String path = "/api/rooms/" + room + "/messages";
        String event = replica.call(owner, "POST", path, Map.of("text", "first"))
                .body()
                .path("event")
                .asString();
        Awaitility.await("stored")
                .until(() ->
                        replica.call(null, "GET", path, null).body().toString().contains(event));
        return event;
    }

    private static void give(Replica replica, Person owner, String path, @Nullable Object body) {
        Answer answer = replica.call(owner, "PUT", path, body);
        assertThat(answer.status()).as("%s", answer).isLessThan(300);
    }
}
