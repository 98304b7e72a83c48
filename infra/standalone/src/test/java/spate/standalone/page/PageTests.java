package spate.standalone.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class PageTests {

    private final WebTestClient browser = WebTestClient.bindToRouterFunction(
                    new Page(new ClassPathResource("static-for-tests/")).routes())
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/rooms/demo", "/sign-in", "/rooms/demo/overlay"})
    void viewsAreThePageItself(String path) {
        browser.get()
                .uri(path)
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "no-cache")
                .expectHeader()
                .valueMatches("Content-Security-Policy", ".*default-src 'self'.*frame-ancestors 'none'.*")
                .expectBody(String.class)
                .value(body -> assertThat(body).contains("the page"));
    }

    @Test
    void hashedFilesAreKept() {
        browser.get()
                .uri("/assets/app-1a2b.js")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches("Cache-Control", ".*max-age=31536000.*immutable.*")
                .expectHeader()
                .contentTypeCompatibleWith("text/javascript");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/nothing",
                "/ws",
                "/sse/rooms/x",
                "/actuator/none",
                "/.well-known/none",
                "/assets/gone-1234.js",
                "/robots.txt",
                "/../pom.xml",
                "/%2e%2e/pom.xml"
            })
    void whatIsNotThePagesIsMissing(String path) {
        browser.get()
                .uri(URI.create(path))
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void programsThatAskForNoPageGetNone() {
        browser.get()
                .uri("/rooms/demo")
                .accept(MediaType.APPLICATION_JSON)
                .exchange()
                .expectStatus()
                .isNotFound();
    }
}
