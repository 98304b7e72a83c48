package spate.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class ApiPathsTests {

    @ParameterizedTest
    @ValueSource(strings = {"/api/rooms", "/api/rooms/mina-cooks/bots/b.3UA8Z_TY-MUdx6f", "/api/a%7Eb", "/"})
    void idsAndNamesArePlain(String path) {
        assertThat(ApiPaths.isPlain(exchange(path))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/wallet/topups/%C3%9F",
                "/api/rooms/%EB%B0%A9",
                "/api/rooms/a%00b",
                "/api/rooms/a%20b",
                "/api/rooms/%7F/like"
            })
    void whatNoIdHoldsIsNot(String path) {
        assertThat(ApiPaths.isPlain(exchange(path))).isFalse();
    }

    private static MockServerWebExchange exchange(String path) {
        return MockServerWebExchange.from(MockServerHttpRequest.method(HttpMethod.GET, URI.create(path)));
    }
}
