package spate.faults.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import spate.embedded.EmbeddedServer;
import spate.faults.proxy.Link;
import spate.faults.world.Slot;
import spate.faults.world.Stretch;
import spate.faults.world.World;

/// Breaks parts of the world and makes them whole again.
final class Faults {

    private static final int PATIENCE_MILLIS = 5_000;

    private final World world;

    Faults(World world) {
        this.world = world;
    }

    /// Breaks something, waits, and makes it whole again.
    void happen(Step.Fault fault) {
        switch (fault) {
            case Step.Crash crash -> {
                Slot slot = world.slot(crash.replica());
                slot.crash();
                pause(fault);
                slot.start();
            }
            case Step.Drain drain -> {
                Slot slot = world.slot(drain.replica());
                slot.drain();
                slot.start();
            }
            case Step.Pause paused -> {
                EmbeddedServer server = world.server(paused.server());
                server.pause();
                pause(fault);
                server.resume();
            }
            case Step.Kill killed -> {
                EmbeddedServer server = world.server(killed.server());
                server.kill();
                pause(fault);
                server.start();
            }
            case Step.Flush _ -> flush();
            case Step.Cut cut -> on(cut.replica(), cut.stretch(), fault, Link::cut);
            case Step.Reset reset -> on(reset.replica(), reset.stretch(), fault, Link::reset);
            case Step.Hold hold -> on(hold.replica(), hold.stretch(), fault, link -> link.hold(hold.direction()));
            case Step.Delay delay ->
                on(delay.replica(), delay.stretch(), fault, link -> link.delay(Duration.ofMillis(delay.by())));
        }
    }

    private void on(Slot.Name replica, Stretch stretch, Step.Fault fault, Consumer<Link> breaks) {
        @Nullable Link link = world.slot(replica).stretch(stretch);
        if (link != null) {
            breaks.accept(link);
            pause(fault);
            link.mend();
        }
    }

    private void flush() {
        String[] address = world.servers().redis().address().split(":", 2);
        try (var socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(5);
            if (!new String(answer, StandardCharsets.US_ASCII).equals("+OK\r\n")) {
                throw new IllegalStateException("Redis does not flush");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Redis cannot be flushed", e);
        }
    }

    private static void pause(Step.Fault fault) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(fault.millis()));
    }
}
