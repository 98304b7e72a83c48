package spate.faults.soak;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import spate.faults.world.World;
import spate.load.rest.RestFailedException;
import spate.testing.ChatClient;
import spate.testing.HandshakeRefused;
import spate.testing.SseReader;

/// One viewer after the other, who come, join, write, leave, stall, and go politely or not. For one thread.
final class Churn implements Runnable {

    private static final int PAUSE_MILLIS = 400;
    private static final Duration SESSION_MAX = Duration.ofSeconds(3);

    private final World world;
    private final List<String> rooms;
    private final Random random;
    private final AtomicLong visits;
    private volatile boolean ending;

    Churn(World world, List<String> rooms, long seed, AtomicLong visits) {
        this.world = world;
        this.rooms = rooms;
        this.random = new Random(seed);
        this.visits = visits;
    }

    void end() {
        ending = true;
    }

    @Override
    public void run() {
        while (!ending) {
            try {
                if (random.nextInt(4) == 0) {
                    read();
                } else {
                    chat();
                }
                visits.incrementAndGet();
            } catch (HandshakeRefused
                    | AssertionError
                    | IllegalStateException
                    | RestFailedException
                    | java.io.UncheckedIOException e) {
                // A machine that is too busy for a while; the next visit tries again.
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(PAUSE_MILLIS)));
        }
    }

    private void chat() {
        int port = world.chats().get(random.nextInt(world.chats().size())).port();
        var uri = URI.create("ws://127.0.0.1:" + port + "/ws");
        ChatClient client = ChatClient.connect(uri, ChatClient.SUBPROTOCOL, Map.of(), random.nextBoolean());
        try {
            client.send(Map.of(
                    "type",
                    "hello",
                    "id",
                    1,
                    "token",
                    world.accounts().getFirst().token()));
            String room = any();
            client.ask(Map.of("type", "join", "room", room, "history", random.nextInt(50)));
            for (int n = random.nextInt(6); n > 0; n--) {
                switch (random.nextInt(4)) {
                    case 0 -> client.ask(Map.of("type", "join", "room", any()));
                    case 1 -> client.ask(Map.of("type", "leave", "room", any()));
                    case 2 -> client.stopReading();
                    default ->
                        client.send(Map.of("type", "post", "room", room, "text", "x".repeat(1 + random.nextInt(400))));
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt((int) SESSION_MAX.toMillis() / 6)));
            }
        } finally {
            if (random.nextBoolean()) {
                client.drop();
            }
            client.startReading();
            client.close();
        }
    }

    private void read() {
        int port = world.streams().get(random.nextInt(world.streams().size())).port();
        try (var reader = SseReader.open(URI.create("http://127.0.0.1:" + port + "/sse/rooms/" + any()))) {
            reader.await("joined");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt((int) SESSION_MAX.toMillis())));
        }
    }

    private String any() {
        return rooms.get(random.nextInt(rooms.size()));
    }
}
