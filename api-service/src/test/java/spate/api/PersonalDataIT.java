package spate.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonalDataIT extends RunningService {

    private static final String DIGITS = "SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3"
            + " UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8"
            + " UNION ALL SELECT 9";
    private static final int FOLLOWED = 110_000;

    @Test
    void theExportHasEveryRowHoweverManyThereAre() throws Exception {
        Account mina = account();
        Account noah = account();
        follow(mina, FOLLOWED);
        follow(noah, 501);
        assertThat(followed(mina)).doesNotHaveDuplicates().hasSize(FOLLOWED);
        assertThat(followed(noah)).doesNotHaveDuplicates().hasSize(501);
    }

    private void follow(Account viewer, int count) {
        String numbers = "SELECT a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n + 100000 * f.n AS n FROM ("
                + DIGITS + ") a, (" + DIGITS + ") b, (" + DIGITS + ") c, (" + DIGITS + ") d, (" + DIGITS + ") e, ("
                + "SELECT 0 AS n UNION ALL SELECT 1) f";
        database.sql("INSERT INTO room_follows (room_id, viewer_id, followed_at) SELECT CONCAT('room-', n), :viewer, 1"
                        + " FROM (" + numbers + ") numbers WHERE n < :count")
                .bind("viewer", viewer.id())
                .bind("count", count)
                .then()
                .block(Duration.ofSeconds(60));
    }

    private List<String> followed(Account viewer) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/me/export"))
                .header("Authorization", viewer.bearer())
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            try (InputStream body = answer.body()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("{\"kind\":\"follow\""))
                        .toList();
            }
        }
    }
}
