package spate.faults.search;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import spate.faults.world.Slot;
import spate.faults.world.World;
import spate.load.rest.Account;
import spate.testing.ChatClient;
import spate.testing.HandshakeRefused;
import tools.jackson.databind.JsonNode;

/// One viewer, who behaves as a good page does: comes back with the last position, sends what was not acknowledged
/// again under the same key. Used by one thread.
final class Watcher {

    private static final int HISTORY = 50;
    private static final int REPLIES_EACH = 2;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    private final String name;
    private final Account account;
    private final World world;
    private final List<String> rooms;
    private final List<Sitting> sittings = new ArrayList<>();
    private final Map<String, Sent> sent = new LinkedHashMap<>();
    private final Map<String, Boolean> wants = new LinkedHashMap<>();
    private final Heard heard;
    private final Set<String> keptOutOf = new HashSet<>();

    /// A message that was sent, maybe several times.
    record Sent(String room, String key, String text) {}

    Watcher(String name, Account account, World world, List<String> rooms, Heard heard) {
        this.name = name;
        this.account = account;
        this.world = world;
        this.rooms = rooms;
        this.heard = heard;
        rooms.forEach(room -> wants.put(room, true));
    }

    List<Sitting> sittings() {
        return sittings;
    }

    Map<String, Sent> sent() {
        return sent;
    }

    /// From now on nothing that this viewer writes in a room need be acknowledged.
    void keepOut(String room) {
        keptOutOf.add(room);
    }

    /// Opens a session where the one before is left.
    ///
    /// @param back how many positions are forgotten
    void refresh(int replica, int back, boolean deflates) {
        Map<String, String> after = new LinkedHashMap<>();
        for (String room : rooms) {
            List<String> known = positions(room);
            if (!known.isEmpty()) {
                after.put(room, known.get(Math.max(0, known.size() - 1 - back)));
            }
        }
        open(replica, deflates, after, HISTORY);
    }

    /// Opens a session that knows of nothing before.
    void visit(int replica, int history) {
        open(replica, false, Map.of(), history);
    }

    void drop() {
        Sitting sitting = open();
        if (sitting != null) {
            sitting.client().drop();
        }
    }

    void leave(String room) {
        wants.put(room, false);
        Sitting sitting = open();
        if (sitting != null) {
            sitting.leave(room);
        }
    }

    void join(String room) {
        wants.put(room, true);
        Sitting sitting = open();
        if (sitting != null) {
            List<String> known = positions(room);
            sitting.join(room, known.isEmpty() ? null : known.getLast(), HISTORY);
        }
    }

    /// Writes messages; some of them answer one of the newest.
    void post(String room, int messages, int letters) {
        List<String> known = heard.acknowledged(room);
        for (int n = 0; n < messages; n++) {
            String key = name + "-" + sent.size();
            String text = key + " 안녕 😂 " + "x".repeat(letters);
            var message = new Sent(room, key, text);
            boolean isReply = sent.size() % REPLIES_EACH == 0 && !known.isEmpty();
            sent.put(key, message);
            send(message, isReply ? known.get(known.size() - 1 - sent.size() % Math.min(known.size(), 7)) : null);
        }
    }

    void repeat(int which) {
        if (!sent.isEmpty()) {
            send(new ArrayList<>(sent.values()).get(which % sent.size()), null);
        }
    }

    void read(boolean reads) {
        Sitting sitting = open();
        if (sitting != null && reads) {
            sitting.client().startReading();
        } else if (sitting != null) {
            sitting.client().stopReading();
        }
    }

    /// Up to which offset the newest session was told a room.
    long told(String room) {
        return sittings.isEmpty() ? Long.MIN_VALUE : sittings.getLast().told(room);
    }

    /// Whether every frame of the newest session is answered, or it has ended.
    boolean isAnswered() {
        Sitting sitting = open();
        return sitting == null || !awaitsAnswers(sitting, sitting.frames());
    }

    /// Comes back into every room, and sends again until everything is acknowledged.
    ///
    /// @return what is wrong, or empty
    String settle(int replica, long deadlineNanos) {
        int attempt = 0;
        rooms.forEach(room -> wants.put(room, true));
        while (System.nanoTime() < deadlineNanos) {
            Sitting sitting = open();
            if (sitting != null) {
                sitting.client().startReading();
            }
            if (sitting == null || (!sitting.frames().isEmpty() && isStuck(sitting))) {
                refresh(replica + attempt++, 0, false);
                LockSupport.parkNanos(POLL_NANOS);
                continue;
            }
            List<JsonNode> frames = sitting.frames();
            List<String> missing = new ArrayList<>(rooms);
            missing.removeAll(joined(frames));
            List<Sent> unacknowledged = unacknowledged();
            if (missing.isEmpty() && unacknowledged.isEmpty()) {
                return "";
            }
            if (missing.isEmpty() && !awaitsAnswers(sitting, frames)) {
                // The message that it answered may be gone; what came into the log as a reply stays one.
                unacknowledged.forEach(message -> send(message, null));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return name + " does not come to rest: unacknowledged are " + unacknowledged() + ", the last session is "
                + (sittings.isEmpty()
                        ? "none"
                        : sittings.getLast() + " " + sittings.getLast().frames());
    }

    /// A session whose join was refused, or that left a room, starts over.
    private boolean isStuck(Sitting sitting) {
        List<JsonNode> frames = sitting.frames();
        List<String> in = joined(frames);
        return !awaitsAnswers(sitting, frames) && !in.containsAll(rooms);
    }

    /// Rooms that the session is in, as it was told.
    private static List<String> joined(List<JsonNode> frames) {
        var in = new ArrayList<String>();
        for (JsonNode frame : frames) {
            String room = frame.path("room").asString("");
            switch (frame.path("type").asString("")) {
                case "joined" -> in.add(room);
                case "left" -> in.removeIf(room::equals);
                default -> {}
            }
        }
        return in;
    }

    private static boolean awaitsAnswers(Sitting sitting, List<JsonNode> frames) {
        int answered = 0;
        for (JsonNode frame : frames) {
            answered = Math.max(answered, frame.path("re").asInt(0));
        }
        return sitting.asked(answered + 1) != null;
    }

    private void open(int replica, boolean deflates, Map<String, String> after, int history) {
        drop();
        Slot slot = world.chats().get(Math.floorMod(replica, world.chats().size()));
        int port = slot.port();
        if (port == 0) {
            return;
        }
        ChatClient client;
        try {
            client = ChatClient.connect(
                    URI.create("ws://127.0.0.1:" + port + "/ws"), ChatClient.SUBPROTOCOL, Map.of(), deflates);
        } catch (HandshakeRefused | AssertionError _) {
            return;
        }
        var sitting = new Sitting(name, slot.name(), client, heard);
        sittings.add(sitting);
        sitting.hello(account.token());
        for (String room : rooms) {
            if (wants.getOrDefault(room, true)) {
                sitting.join(room, after.get(room), history);
            }
        }
    }

    private void send(Sent message, @Nullable String replyTo) {
        Sitting sitting = open();
        if (sitting != null) {
            sitting.post(message.room(), message.key(), message.text(), replyTo);
        }
    }

    private @Nullable Sitting open() {
        return sittings.isEmpty() || !sittings.getLast().isOpen() ? null : sittings.getLast();
    }

    private List<Sent> unacknowledged() {
        var left = new LinkedHashMap<>(sent);
        for (Sitting sitting : sittings) {
            for (JsonNode frame : sitting.frames()) {
                if (frame.path("type").asString("").equals("posted")
                        && sitting.asked(frame.path("re").asInt(0)) instanceof Sitting.Asked.Post post) {
                    left.remove(post.key());
                }
            }
        }
        left.values().removeIf(message -> keptOutOf.contains(message.room()));
        return List.copyOf(left.values());
    }

    /// All positions of a room that this viewer was ever told, in their order.
    private List<String> positions(String room) {
        var known = new ArrayList<String>();
        for (Sitting sitting : sittings) {
            for (JsonNode frame : sitting.frames()) {
                String type = frame.path("type").asString("");
                boolean moves = type.equals("joined") || type.equals("events") || type.equals("missed");
                if (moves && frame.path("room").asString("").equals(room)) {
                    known.add(frame.path("position").asString(""));
                }
            }
        }
        return known;
    }
}
