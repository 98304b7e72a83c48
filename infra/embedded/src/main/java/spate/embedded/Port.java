package spate.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// The port an embedded server is to use on 127.0.0.1.
///
/// @param number 1–65535, or 0 for any free one
/// @param remedy how a person chooses another, for the error when the port is taken
public record Port(int number, String remedy) {

    private static final FreePorts FREE = FreePorts.ofSystem();

    public Port {
        if (number < 0 || number > 65_535) {
            throw new IllegalArgumentException("port " + number + " is not in 0–65535");
        }
    }

    /// Any port that is free when the server starts first.
    public static Port free() {
        return new Port(0, "");
    }

    /// Exactly this port.
    public static Port fixed(int number, String remedy) {
        return new Port(number, remedy);
    }

    /// Whether nothing listens on the port of 127.0.0.1.
    public static boolean isFree(int number) {
        try (var socket = new ServerSocket()) {
            // Without it, connections of a server that just ended would make its port look taken for a minute.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// The number to listen on.
    ///
    /// @throws EmbeddedServerException when the port is taken
    int claim(String server) {
        if (number == 0) {
            return anyFree();
        }
        if (!isFree(number)) {
            throw new EmbeddedServerException(
                    "Port %d on 127.0.0.1, which %s needs, is taken by another program. Stop it, or %s."
                            .formatted(number, server, remedy.isEmpty() ? "choose another port" : remedy));
        }
        return number;
    }

    /// A port that nothing listens on now. Where the system leaves ports out of what it gives to connections, as Linux
    /// does by default, it is one of those, so that no connection takes it until the server listens.
    ///
    /// @throws EmbeddedServerException when none is left
    public static int anyFree() {
        return FREE.next();
    }
}
