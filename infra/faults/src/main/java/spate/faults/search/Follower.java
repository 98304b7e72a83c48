package spate.faults.search;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import spate.faults.world.Slot;
import spate.faults.world.World;
import spate.testing.SseReader;

/// One reader over SSE, who goes on with `Last-Event-ID` as a browser does. Used by one thread.
final class Follower {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    private final String name;
    private final World world;
    private final String room;
    private final Heard heard;
    private final List<Stretch> stretches = new ArrayList<>();

    /// One stream, with what it was asked for.
    ///
    /// @param after the `Last-Event-ID`, or null
    /// @param known offset up to which the replica had read the room for certain when it was asked
    record Stretch(
            String who,
            Slot.Name replica,
            String room,
            @Nullable String after,
            long known,
            SseReader reader) implements Heard.Telling {

        @Override
        public long told(String asked) {
            if (!asked.equals(room)) {
                return Long.MIN_VALUE;
            }
            for (SseReader.Event event : reader.events().reversed()) {
                if (event.type().equals("joined")) {
                    return Place.of(event.data().path("position").asString("")).offset();
                } else if (!event.id().isEmpty()) {
                    return Place.of(event.id()).offset();
                }
            }
            return Long.MIN_VALUE;
        }

        @Override
        public String toString() {
            return who;
        }
    }

    Follower(String name, World world, String room, Heard heard) {
        this.name = name;
        this.world = world;
        this.room = room;
        this.heard = heard;
    }

    List<Stretch> stretches() {
        return stretches;
    }

    void follow(int replica) {
        unfollow();
        Slot slot = world.streams().get(Math.floorMod(replica, world.streams().size()));
        int port = slot.port();
        String after = lastId();
        if (port == 0) {
            return;
        }
        try {
            long known = heard.upTo(slot.name(), room);
            var reader = SseReader.open(
                    URI.create("http://127.0.0.1:" + port + "/sse/rooms/" + room),
                    after == null ? Map.of() : Map.of("Last-Event-ID", after));
            if (reader.status() == 200) {
                var stretch = new Stretch(name + " at " + slot.name(), slot.name(), room, after, known, reader);
                stretches.add(stretch);
                heard.begins(stretch);
            } else {
                reader.close();
            }
        } catch (UncheckedIOException _) {
            // Nobody answers there now.
        }
    }

    void unfollow() {
        if (!stretches.isEmpty()) {
            stretches.getLast().reader().close();
        }
    }

    /// Comes back until a stream stands that has begun.
    String settle(int replica, long deadlineNanos) {
        int attempt = 0;
        while (System.nanoTime() < deadlineNanos) {
            boolean stands = !stretches.isEmpty()
                    && !stretches.getLast().reader().isEnded()
                    && !stretches.getLast().reader().events().isEmpty();
            if (stands) {
                return "";
            }
            follow(replica + attempt++);
            LockSupport.parkNanos(POLL_NANOS * 10);
        }
        return name + " gets no stream";
    }

    private @Nullable String lastId() {
        String last = null;
        for (Stretch stretch : stretches) {
            for (SseReader.Event event : stretch.reader().events()) {
                last = event.id().isEmpty() ? last : event.id();
            }
        }
        return last;
    }
}
