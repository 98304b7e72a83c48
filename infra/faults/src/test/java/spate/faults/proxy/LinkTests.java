package spate.faults.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A link in front of a server that answers each byte with the next one.
class LinkTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void whatIsHeldComesLaterAndWhole() throws IOException {
        try (var server = new Counting();
                var link = new Link(server.port());
                var client = connect(link)) {
            assertThat(ask(client, 1)).isEqualTo(2);
            link.hold(Direction.TO_CLIENT);
            client.getOutputStream().write(new byte[] {5, 7});
            client.setSoTimeout(200);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            client.setSoTimeout((int) SOON.toMillis());
            link.mend();
            assertThat(client.getInputStream().readNBytes(2)).containsExactly(6, 8);
        }
    }

    @Test
    void aCutBreaksWhatIsThereAndWhatComes() throws IOException {
        try (var server = new Counting();
                var link = new Link(server.port());
                var client = connect(link)) {
            assertThat(ask(client, 1)).isEqualTo(2);
            link.cut();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            try (var refused = connect(link)) {
                assertThatThrownBy(() -> ask(refused, 1)).isInstanceOf(IOException.class);
            }
            link.mend();
            try (var again = connect(link)) {
                assertThat(ask(again, 3)).isEqualTo(4);
            }
        }
    }

    @Test
    void whatIsDelayedIsNotOvertaken() throws IOException {
        try (var server = new Counting();
                var link = new Link(server.port());
                var client = connect(link)) {
            link.delay(Duration.ofMillis(150));
            long begun = System.nanoTime();
            client.getOutputStream().write(1);
            Awaitility.await().atMost(SOON).until(() -> System.nanoTime() - begun > 50_000_000);
            link.mend();
            client.getOutputStream().write(11);
            assertThat(client.getInputStream().readNBytes(2)).containsExactly(2, 12);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(140));
        }
    }

    private static Socket connect(Link link) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    private static int ask(Socket client, int value) throws IOException {
        client.getOutputStream().write(value);
        int answer = client.getInputStream().read();
        if (answer < 0) {
            throw new IOException("ended");
        }
        return answer;
    }

    private static final class Counting implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

        Counting() throws IOException {
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return socket.getLocalPort();
        }

        private void accept() {
            while (!socket.isClosed()) {
                try {
                    Socket accepted = socket.accept();
                    Thread.ofVirtual().start(() -> serve(accepted));
                } catch (IOException _) {
                    return;
                }
            }
        }

        private static void serve(Socket accepted) {
            try (accepted) {
                for (int value = accepted.getInputStream().read();
                        value >= 0;
                        value = accepted.getInputStream().read()) {
                    accepted.getOutputStream().write(value + 1);
                }
            } catch (IOException _) {
                // The link was cut.
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
