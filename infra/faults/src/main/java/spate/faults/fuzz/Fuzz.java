package spate.faults.fuzz;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import spate.faults.world.Slot;
import spate.faults.world.World;
import spate.load.option.Options;
import spate.protocol.Limits;
import spate.protocol.frame.ClientFrameDecoder;

/// Command: mutated frames to the decoder, and mutated frames, handshakes and WebSocket bytes to a running
/// chat-service. Nothing may crash, leak or stay behind, and a good session beside must be served all the while.
public final class Fuzz {

    private static final int FRAMES_A_SESSION = 200;
    private static final int TOLD_MAX = 20;
    private static final Duration GONE_MAX = Duration.ofSeconds(40);

    private final long seed;
    private final PrintStream out;
    private final List<String> broken = new ArrayList<>();

    private Fuzz(long seed, PrintStream out) {
        this.seed = seed;
        this.out = out;
    }

    /// The options of this command.
    public static Options options() {
        return new Options()
                .know("seed", "1", "seed of all input")
                .know("inputs", "1000000", "inputs to the decoder")
                .know("frames", "60000", "mutated frames over sockets")
                .know("handshakes", "5000", "mutated handshakes")
                .know("bytes", "5000", "WebSocket sessions that go on with mutated bytes");
    }

    /// Runs it once.
    ///
    /// @return 0 where nothing broke, else 1
    public static int run(List<String> arguments, PrintStream out) throws IOException {
        Options options = options().read(arguments);
        System.setProperty("io.netty.leakDetection.level", "paranoid");
        var fuzz = new Fuzz(options.number("seed", 0), out);
        fuzz.decoder(options.number("inputs", 0));
        if (options.number("frames", 0) + options.number("handshakes", 0) + options.number("bytes", 0) > 0) {
            var settings = Map.of(
                    "spate.chat.session.bad-frames-max", "10000",
                    "spate.chat.session.flood-max", "100000",
                    "spate.chat.session.frames-burst", "100000");
            try (var world = World.start(new World.Plan(1, 0, 1, settings))) {
                fuzz.sockets(world, options);
            }
        }
        fuzz.broken.stream().limit(TOLD_MAX).forEach(line -> out.println("BROKEN: " + line));
        out.println(fuzz.broken.isEmpty() ? "nothing broke" : fuzz.broken.size() + " broken");
        return fuzz.broken.isEmpty() ? 0 : 1;
    }

    private void decoder(int inputs) {
        long begun = System.nanoTime();
        var decoder = new ClientFrameDecoder(Limits.DEFAULTS);
        var mutations = new Mutations(new Random(seed), Frames.good("fuzz-room", "a.b.c"));
        for (int n = 0; n < inputs; n++) {
            byte[] input = mutations.next();
            try {
                decoder.decode(input, 0, input.length);
            } catch (RuntimeException | StackOverflowError e) {
                broken.add("input %d: %s for %s".formatted(n, e, HexFormat.of().formatHex(input)));
            }
        }
        out.printf("decoder: %,d inputs in %d s%n", inputs, since(begun));
    }

    private void sockets(World world, Options options) throws IOException {
        Slot chat = world.chats().getFirst();
        String room = "fuzz-room";
        world.api().createRoom(world.accounts().getFirst(), room, room);
        var frames = Frames.good(room, world.accounts().getFirst().token());
        try (var good = new RawSocket(chat.port())) {
            good.open();
            frames(chat, new Mutations(new Random(seed), frames), options.number("frames", 0), good);
            handshakes(chat, options.number("handshakes", 0), good);
            bytes(chat, frames, options.number("bytes", 0), good);
        }
        var sessions = chat.bean(MeterRegistry.class).get("spate.sessions").gauge();
        try {
            Awaitility.await("all sessions are gone").atMost(GONE_MAX).until(() -> sessions.value() == 0);
        } catch (ConditionTimeoutException _) {
            broken.add(sessions.value() + " sessions stay behind");
        }
        System.gc();
        broken.addAll(world.bugs());
    }

    private void frames(Slot chat, Mutations mutations, int count, RawSocket good) throws IOException {
        long begun = System.nanoTime();
        int sessions = 0;
        for (int n = 0; n < count; ) {
            sessions++;
            try (var socket = new RawSocket(chat.port())) {
                socket.open();
                String end = "end-" + n;
                for (int i = 0; i < FRAMES_A_SESSION && n < count; i++, n++) {
                    socket.send(RawSocket.frame(RawSocket.TEXT, mutations.next()));
                }
                socket.send(RawSocket.frame(RawSocket.TEXT, ping(end)));
                socket.readsUntil(end);
            } catch (SocketTimeoutException _) {
                broken.add("a session is stuck after frame " + n);
            } catch (SocketException | EOFException _) {
                // Ended in the middle: what came was no frame at all.
            }
            served(good, "frames up to " + n);
        }
        out.printf("sockets: %,d frames over %,d sessions in %d s%n", count, sessions, since(begun));
    }

    private void handshakes(Slot chat, int count, RawSocket good) throws IOException {
        long begun = System.nanoTime();
        var mutations = new Mutations(
                new Random(seed),
                List.of(
                        RawSocket.handshake(""),
                        RawSocket.handshake("Origin: http://127.0.0.1\r\n"),
                        RawSocket.handshake("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"),
                        "POST /ws HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"));
        for (int n = 0; n < count; n++) {
            try (var socket = new RawSocket(chat.port())) {
                socket.send(mutations.next());
                socket.drain();
            } catch (SocketTimeoutException _) {
                broken.add("handshake " + n + " is never answered nor ended");
            } catch (SocketException _) {
                // Reset: an answer to what was no request.
            }
            if (n % FRAMES_A_SESSION == 0) {
                served(good, "handshakes up to " + n);
            }
        }
        out.printf("sockets: %,d handshakes in %d s%n", count, since(begun));
    }

    private void bytes(Slot chat, List<String> frames, int count, RawSocket good) throws IOException {
        long begun = System.nanoTime();
        var random = new Random(seed);
        var mutations = new Mutations(random, frames);
        for (int n = 0; n < count; n++) {
            try (var socket = new RawSocket(chat.port())) {
                socket.open();
                byte[] frame = RawSocket.frame(random.nextInt(16), mutations.next());
                frame[random.nextInt(Math.min(8, frame.length))] ^= (byte) random.nextInt(256);
                socket.send(frame);
                socket.drain();
            } catch (SocketTimeoutException _) {
                broken.add("bytes " + n + ": the session does not end with its connection");
            } catch (SocketException | EOFException _) {
                // Reset: a violation that is not answered.
            }
            if (n % FRAMES_A_SESSION == 0) {
                served(good, "bytes up to " + n);
            }
        }
        out.printf("sockets: %,d sessions with mutated bytes in %d s%n", count, since(begun));
    }

    private void served(RawSocket good, String when) throws IOException {
        String id = when.replace(' ', '-');
        good.send(RawSocket.frame(RawSocket.TEXT, ping(id)));
        if (!good.readsUntil(id)) {
            throw new IOException("the good session ended at " + when);
        }
    }

    private static byte[] ping(String id) {
        return ("{\"type\":\"ping\",\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static long since(long begun) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    }
}
