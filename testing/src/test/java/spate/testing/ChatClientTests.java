package spate.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

@ExtendWith(NothingLost.class)
class ChatClientTests {

    private static final String FLOOD_LINE = "{\"type\":\"line\",\"text\":\"" + "x".repeat(1000) + "\"}";
    private static final int FLOOD = 20_000;

    private DisposableServer server;
    private URI base;

    @BeforeEach
    void serve() {
        var spec = WebsocketServerSpec.builder().protocols("spate.v1").build();
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.ws("/echo", ChatClientTests::echo, spec)
                        .ws("/refusing", (_, out) -> out.sendClose(4501, "token_invalid"), spec)
                        .ws("/flood", ChatClientTests::flood, spec)
                        .get("/plain", (_, response) -> response.status(404)))
                .bindNow();
        base = URI.create("ws://127.0.0.1:" + server.port());
    }

    @AfterEach
    void end() {
        server.disposeNow(Duration.ofSeconds(5));
    }

    @Test
    void answerIsFoundByItsId() {
        try (var client = ChatClient.connect(base.resolve("/echo"))) {
            assertThat(client.subprotocol()).isEqualTo("spate.v1");

            var first = client.ask(Map.of("type", "ping"));
            var second = client.ask(Map.of("type", "ping"));

            assertThat(first.path("re").asInt()).isEqualTo(1);
            assertThat(second.path("re").asInt()).isEqualTo(2);
            assertThat(client.frames()).hasSize(2);
        }
    }

    @Test
    void closeCodeIsSeen() {
        try (var client = ChatClient.connect(base.resolve("/refusing"))) {
            assertThat(client.awaitClosed()).isEqualTo(new ChatClient.Closed(4501, "token_invalid"));
            assertThat(client.isOpen()).isFalse();
        }
    }

    @Test
    void whatDoesNotComeIsToldWithWhatCame() {
        try (var client = ChatClient.connect(base.resolve("/echo"))) {
            client.ask(Map.of("type", "ping"));

            assertThatThrownBy(() -> client.await(
                            frame -> frame.path("type").asString("").equals("x"), Duration.ofMillis(100)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("\"ping\"");
        }
    }

    @Test
    void refusedHandshakeCarriesItsStatus() {
        assertThatThrownBy(() -> ChatClient.connect(base.resolve("/plain")))
                .isInstanceOfSatisfying(
                        HandshakeRefused.class,
                        refused -> assertThat(refused.status()).isEqualTo(404));
    }

    @Test
    void stoppedReaderFillsUpAndGoesOn() {
        try (var client = ChatClient.connect(base.resolve("/flood"))) {
            client.stopReading();
            client.sendText("{}");
            assertThatThrownBy(() -> client.await(_ -> client.frames().size() >= FLOOD / 2, Duration.ofSeconds(1)))
                    .isInstanceOf(AssertionError.class);
            assertThat(client.frames()).hasSizeLessThan(10);

            client.startReading();

            client.await(_ -> client.frames().size() == FLOOD, Duration.ofSeconds(20));
            assertThat(client.frames()).hasSize(FLOOD);
        }
    }

    private static Mono<Void> echo(WebsocketInbound inbound, WebsocketOutbound outbound) {
        return outbound.sendString(inbound.receive().asString().map(text -> text.replace("\"id\":", "\"re\":")))
                .then();
    }

    private static Mono<Void> flood(WebsocketInbound inbound, WebsocketOutbound outbound) {
        // Not cancelled after the first frame: that would end the session.
        var lines =
                inbound.receive().asString().concatMap(_ -> Flux.range(0, FLOOD).map(_ -> FLOOD_LINE));
        return outbound.sendString(lines).then();
    }
}
