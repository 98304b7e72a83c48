package spate.faults.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import spate.faults.world.Slot;
import spate.testing.ChatClient;
import tools.jackson.databind.JsonNode;

/// One WebSocket session of a viewer, with everything that was asked and came back.
final class Sitting implements Heard.Telling {

    private final String who;
    private final Slot.Name replica;
    private final ChatClient client;
    private final Heard heard;
    private final Map<Integer, Asked> asked = new ConcurrentHashMap<>();
    private int lastId;

    /// What a frame asked for.
    sealed interface Asked {
        record Hello() implements Asked {}

        /// A join.
        ///
        /// @param known offset up to which the replica had read the room for certain when it was asked
        record Join(String room, @Nullable String after, int history, long known) implements Asked {}

        record Leave(String room) implements Asked {}

        record Post(String room, String key) implements Asked {}
    }

    Sitting(String who, Slot.Name replica, ChatClient client, Heard heard) {
        this.who = who;
        this.replica = replica;
        this.client = client;
        this.heard = heard;
        heard.begins(this);
    }

    @Override
    public Slot.Name replica() {
        return replica;
    }

    @Override
    public long told(String room) {
        for (JsonNode frame : frames().reversed()) {
            String position = frame.path("position").asString("");
            boolean tells = frame.path("room").asString("").equals(room)
                    && switch (frame.path("type").asString("")) {
                        case "joined", "events", "missed" -> true;
                        default -> false;
                    };
            if (tells) {
                return Place.of(position).offset();
            }
        }
        return Long.MIN_VALUE;
    }

    ChatClient client() {
        return client;
    }

    boolean isOpen() {
        return client.isOpen();
    }

    List<JsonNode> frames() {
        return client.frames();
    }

    @Nullable
    Asked asked(int id) {
        return asked.get(id);
    }

    void hello(String token) {
        ask(new Asked.Hello(), Map.of("type", "hello", "token", token));
    }

    void join(String room, @Nullable String after, int history) {
        var frame = new LinkedHashMap<String, Object>(Map.of("type", "join", "room", room, "history", history));
        if (after != null) {
            frame.put("after", after);
        }
        ask(new Asked.Join(room, after, history, heard.upTo(replica, room)), frame);
    }

    void leave(String room) {
        ask(new Asked.Leave(room), Map.of("type", "leave", "room", room));
    }

    void post(String room, String key, String text, @Nullable String replyTo) {
        var frame = new LinkedHashMap<String, Object>(Map.of("type", "post", "room", room, "key", key, "text", text));
        if (replyTo != null) {
            frame.put("replyTo", replyTo);
        }
        ask(new Asked.Post(room, key), frame);
    }

    private void ask(Asked what, Map<String, ?> frame) {
        int id = ++lastId;
        asked.put(id, what);
        var whole = new LinkedHashMap<String, Object>(frame);
        whole.put("id", id);
        try {
            client.send(whole);
        } catch (RuntimeException _) {
            // The session has just ended; what was not sent is not answered.
        }
    }

    @Override
    public String toString() {
        return who + " at " + replica;
    }
}
