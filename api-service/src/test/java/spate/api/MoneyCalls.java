package spate.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls that move money, as a client and as the sandbox make them. Thread-safe.
final class MoneyCalls {

    private static final String SECRET = "a secret that only the sandbox and its test know";
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private MoneyCalls() {}

    /// What a service under test is to be configured with.
    static Map<String, String> settings() {
        return Map.of(
                "spate.api.payment.provider", "sandbox",
                "spate.api.payment.sandbox-secret", SECRET,
                "spate.api.money.per-second", "1000",
                "spate.api.money.burst", "10000");
    }

    /// @param key the `Idempotency-Key`, if there is one
    /// @throws IOException where no answer came
    static Answer call(int port, String token, String method, String path, @Nullable String key, @Nullable Object body)
            throws IOException {
        var publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(
                        body instanceof String text ? text : JSON.writeValueAsString(body));
        var request = request(port, path)
                .method(method, publisher)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return send(request);
    }

    /// Tells what became of a top-up, as the sandbox would.
    static Answer webhook(int port, String event, String topUp, String outcome, long amount) throws IOException {
        String body = JSON.writeValueAsString(
                Map.of("id", event, "topup", topUp, "outcome", outcome, "amount", amount, "currency", "KRW"));
        return webhook(port, body, signature(System.currentTimeMillis() / 1_000, body));
    }

    static Answer webhook(int port, String body, String signature) throws IOException {
        return send(request(port, "/api/payments/sandbox/webhooks")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Spate-Signature", signature));
    }

    /// As the documentation tells it.
    static String signature(long seconds, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] digest = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    private static Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String text = answer.body();
            return new Answer(answer.statusCode(), text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// What was answered.
    record Answer(int status, JsonNode body) {

        String code() {
            return body.path("code").asString("");
        }

        String id() {
            return body.path("id").asString("");
        }
    }
}
