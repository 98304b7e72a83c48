package spate.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/// Whatever the form in which the own machine is named, nothing is sent to it.
class CheckedAddressesTests {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, address_refused",
        "localhost, address_refused",
        "[::1], address_refused",
        "[::ffff:127.0.0.1], address_refused",
        "2130706433, address_refused"
    })
    void nothingIsSentToTheOwnMachine(String host, String error) {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> response.status(204).send())
                .bindNow();
        var client = new WebhookClient(PublicAddresses::has, Duration.ofSeconds(5), Clock.systemUTC());
        try {
            assertThat(send(client, host, server.port()).error()).isEqualTo(error);
        } finally {
            client.stop();
            server.disposeNow();
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "localhost"})
    void whatIsAllowedIsConnectedTo(String host) {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> response.status(
                                request.requestHeaders().get("Host").startsWith(host) ? 204 : 400)
                        .send())
                .bindNow();
        var client = new WebhookClient(InetAddress::isLoopbackAddress, Duration.ofSeconds(5), Clock.systemUTC());
        try {
            assertThat(send(client, host, server.port()).status()).isEqualTo(204);
        } finally {
            client.stop();
            server.disposeNow();
        }
    }

    private static Outcome send(WebhookClient client, String host, int port) {
        var body = "{}".getBytes(StandardCharsets.UTF_8);
        var request = new WebhookClient.Request("http://" + host + ":" + port + "/", "w", "d", 1, "secret", body);
        Outcome outcome = client.send(request).block(Duration.ofSeconds(20));
        if (outcome == null) {
            throw new AssertionError("nothing came of it");
        }
        return outcome;
    }
}
