package spate.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spate.embedded.Port;
import spate.testing.ChatClient;

class StackIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path data;

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @Test
    void servesPageAndDemoWithChattingViewersAndAgainAfterARestart() throws IOException, InterruptedException {
        int port = Port.anyFree();
        try (var stack = stack(port, "--demo=2")) {
            stack.start();

            assertThat(get(port, "/", "text/html").statusCode()).isEqualTo(200);
            assertThat(get(port, "/rooms/demo", "text/html").body()).contains("<div id=\"root\">");
            assertThat(get(port, "/actuator/health/readiness", "*/*").statusCode())
                    .isEqualTo(200);
            assertThat(get(port, "/api/rooms/demo", "application/json").statusCode())
                    .isEqualTo(200);
            assertThat(get(port, "/api/nothing", "text/html").statusCode()).isEqualTo(404);
            try (var guest = ChatClient.connect(URI.create("ws://127.0.0.1:" + port + "/ws"))) {
                guest.send(Map.of("type", "join", "id", 1, "room", "demo"));
                guest.await("joined");

                var said = guest.await(frame -> frame.toString().contains("\"message\""), Duration.ofSeconds(60));

                assertThat(said.path("events").get(0).path("text").asString()).isNotBlank();
            }
        }
        try (var stack = stack(port)) {
            stack.start();

            assertThat(get(port, "/api/rooms/demo", "application/json").statusCode())
                    .isEqualTo(200);
            assertThat(terminal.toString(UTF_8)).contains("Spate is ready on http://localhost:" + port);
        }
    }

    @Test
    void takenPortIsTold() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var stack = stack(taken.getLocalPort())) {
            assertThatThrownBy(stack::start)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()))
                    .hasMessageContaining("--port");
        }
    }

    private Stack stack(int port, String... more) {
        String[] arguments = new String[more.length + 5];
        arguments[0] = "--port=" + port;
        arguments[1] = "--data=" + data;
        arguments[2] = "--kafka-port=0";
        arguments[3] = "--mariadb-port=0";
        arguments[4] = "--redis-port=0";
        System.arraycopy(more, 0, arguments, 5, more.length);
        return new Stack(Options.parse(arguments, Map.of()), new Progress(new PrintStream(terminal, true, UTF_8)));
    }

    private static HttpResponse<String> get(int port, String path, String accept)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", accept)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
