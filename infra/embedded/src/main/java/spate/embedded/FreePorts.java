package spate.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Scanner;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Ports for servers that listen a while after their port was chosen, or again after a stop.
///
/// Between the two anyone may take the port. The system gives ports of its ephemeral range to whoever asks for any
/// one, each connection that is opened for a start, so these are outside that range; and none is given twice before
/// all others were. For use by any thread.
final class FreePorts {

    /// Below are the standard ports of well-known servers.
    private static final int LEAST = 10_000;

    private static final int MOST = 65_535;
    private static final Path EPHEMERAL = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    private final int[] ports;
    private final AtomicInteger next;

    /// @param ephemeralLeast first port that the system gives to connections
    /// @param ephemeralMost last one
    /// @param start which of the others is the first, counted round
    FreePorts(int ephemeralLeast, int ephemeralMost, int start) {
        this.ports = IntStream.rangeClosed(LEAST, MOST)
                .filter(port -> port < ephemeralLeast || port > ephemeralMost)
                .toArray();
        this.next = new AtomicInteger(start);
    }

    /// With this system's range, from a random start: other processes choose ports, too.
    static FreePorts ofSystem() {
        int[] ephemeral = ephemeral();
        return new FreePorts(
                ephemeral[0], ephemeral[1], ThreadLocalRandom.current().nextInt(MOST));
    }

    /// The next free port outside the range; where the range leaves none, one that the system gives out.
    ///
    /// @throws EmbeddedServerException when no port is left at all
    int next() {
        for (int tried = 0; tried < ports.length; tried++) {
            int port = ports[Math.floorMod(next.getAndIncrement(), ports.length)];
            if (Port.isFree(port)) {
                return port;
            }
        }
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedServerException("No free port on 127.0.0.1", e);
        }
    }

    /// The range of Linux; where there is none to read, the one that IANA names (RFC 6335), which other systems use.
    private static int[] ephemeral() {
        try (var range = new Scanner(EPHEMERAL, StandardCharsets.US_ASCII)) {
            return new int[] {range.nextInt(), range.nextInt()};
        } catch (IOException | NoSuchElementException _) {
            return new int[] {49_152, MOST};
        }
    }
}
