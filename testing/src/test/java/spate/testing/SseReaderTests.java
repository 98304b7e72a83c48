package spate.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class SseReaderTests {

    private DisposableServer server;
    private URI stream;

    @BeforeEach
    void serve() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get(
                                "/stream",
                                (request, response) -> response.sse()
                                        .sendString(Flux.concat(
                                                Mono.just("retry: 3000\n\n: beat\n\n"),
                                                Mono.just("id: e.1\nevent: message\ndata: {\"text\":\"안녕\"}\n\n"),
                                                Mono.just("id: e.2\nevent: notice\ndata: {\"after\":\""
                                                        + request.requestHeaders()
                                                                .get("Last-Event-ID") + "\"}\n\n"),
                                                Mono.never())))
                        .get("/gone", (_, response) -> response.status(204)))
                .bindNow();
        stream = URI.create("http://127.0.0.1:" + server.port() + "/stream");
    }

    @AfterEach
    void end() {
        server.disposeNow(Duration.ofSeconds(5));
    }

    @Test
    void eventsCommentsAndRetryAreRead() {
        try (var reader = SseReader.open(stream, Map.of("Last-Event-ID", "e.0"))) {
            SseReader.Event notice = reader.await("notice");

            assertThat(reader.status()).isEqualTo(200);
            assertThat(notice.data().path("after").asString()).isEqualTo("e.0");
            assertThat(reader.events()).extracting(SseReader.Event::id).containsExactly("e.1", "e.2");
            assertThat(reader.events().getFirst().data().path("text").asString())
                    .isEqualTo("안녕");
            assertThat(reader.comments()).containsExactly("beat");
            assertThat(reader.retries()).containsExactly(3000L);
            assertThat(reader.isEnded()).isFalse();
        }
    }

    @Test
    void answerWithoutStreamEnds() {
        try (var reader = SseReader.open(stream.resolve("/gone"))) {
            assertThat(reader.status()).isEqualTo(204);
            assertThatThrownBy(() -> reader.await("message")).isInstanceOf(AssertionError.class);
            assertThat(reader.isEnded()).isTrue();
        }
    }
}
