package spate.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// A connection that is kept alive answers every request, however closely one follows the answer to another.
class KeepAliveIT extends RunningService {

    private static final int CONNECTIONS = 8;
    private static final int REQUESTS = 1_000;
    private static final int PATIENCE_MILLIS = 10_000;
    private static final byte[] REFUSED = request("PUT", "/api/rooms/nowhere/like", "{}");
    private static final byte[] SERVED = request("GET", "/api/rooms?limit=1", "");

    @Test
    void everyRequestIsAnswered() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Integer>>();
            for (int n = 0; n < CONNECTIONS; n++) {
                answers.add(threads.submit((Callable<Integer>) this::answered));
            }
            for (Future<Integer> answered : answers) {
                assertThat(answered.get()).isEqualTo(REQUESTS);
            }
        }
    }

    /// Bodies and heads in packets of their own, as clients send them, and the next request at once.
    private int answered() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            int answered = 0;
            while (answered < REQUESTS) {
                byte[] request = answered % 3 == 2 ? SERVED : REFUSED;
                int head = request.length - (answered % 3 == 2 ? 0 : 2);
                socket.getOutputStream().write(request, 0, head);
                socket.getOutputStream().write(request, head, request.length - head);
                skipAnswer(socket.getInputStream());
                answered++;
            }
            return answered;
        }
    }

    private static void skipAnswer(InputStream in) throws IOException {
        int length = 0;
        boolean isChunked = false;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            isChunked |= lower.equals("transfer-encoding: chunked");
        }
        in.skipNBytes(length);
        while (isChunked) {
            int chunk = Integer.parseInt(line(in), 16);
            in.skipNBytes(chunk + 2);
            isChunked = chunk > 0;
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new IOException("the connection has ended");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }

    private static byte[] request(String method, String path, String body) {
        return "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(method, path, body.length(), body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
