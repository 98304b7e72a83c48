package spate.standalone.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// One simulated viewer: signs in, joins the room over WebSocket and says a line every 6 to 30 seconds; comes
/// in again when its session ends, a new token in hand.
final class DemoViewer {

    private static final Logger log = LoggerFactory.getLogger(DemoViewer.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAUSE_SECONDS_MIN = 6;
    private static final int PAUSE_SECONDS_MAX = 30;
    private static final int AWAY_SECONDS = 10;

    private final DemoApi api;
    private final HttpClient http;
    private final URI socket;
    private final DemoAccount account;
    private final DemoLines lines;
    private final ScheduledExecutorService pace;
    private volatile @Nullable WebSocket session;

    DemoViewer(
            DemoApi api,
            HttpClient http,
            URI origin,
            DemoAccount account,
            DemoLines lines,
            ScheduledExecutorService pace) {
        this.api = api;
        this.http = http;
        this.socket = URI.create("ws://" + origin.getAuthority() + "/ws");
        this.account = account;
        this.lines = lines;
        this.pace = pace;
    }

    /// Runs on the pace thread, which may wait for an answer.
    void comeIn() {
        try {
            String token = api.signIn(account);
            WebSocket opened = http.newWebSocketBuilder()
                    .subprotocols("spate.v1")
                    .buildAsync(socket, new Reader())
                    .join();
            session = opened;
            send(opened, Map.of("type", "hello", "id", 1, "token", token));
            send(opened, Map.of("type", "join", "id", 2, "room", Demo.ROOM, "history", 0));
            later(() -> talk(opened), pause());
        } catch (DemoFailedException | CompletionException e) {
            log.info("{} stays away for now: {}", account, e.getMessage());
            later(this::comeIn, AWAY_SECONDS + pause());
        }
    }

    void leave() {
        WebSocket open = session;
        if (open != null) {
            open.abort();
        }
    }

    private void talk(WebSocket open) {
        if (open.isOutputClosed()) {
            return;
        }
        send(
                open,
                Map.of(
                        "type",
                        "post",
                        "id",
                        3,
                        "room",
                        Demo.ROOM,
                        "text",
                        lines.next(),
                        "key",
                        UUID.randomUUID().toString()));
        later(() -> talk(open), pause());
    }

    private void comeInLater() {
        session = null;
        later(this::comeIn, AWAY_SECONDS);
    }

    private void later(Runnable what, int seconds) {
        try {
            var _ = pace.schedule(what, seconds, TimeUnit.SECONDS);
        } catch (RejectedExecutionException _) {
            // The demo is over.
        }
    }

    private static int pause() {
        return ThreadLocalRandom.current().nextInt(PAUSE_SECONDS_MIN, PAUSE_SECONDS_MAX + 1);
    }

    /// A frame that cannot be sent belongs to a session that ends, which is heard elsewhere.
    private static void send(WebSocket open, Map<String, ?> frame) {
        var _ = open.sendText(JSON.writeValueAsString(frame), true);
    }

    /// Reads and forgets: what is said is for the page to show.
    private final class Reader implements WebSocket.Listener {

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket ended, int code, String reason) {
            log.debug("{} left: {} {}", account, code, reason);
            comeInLater();
            return null;
        }

        @Override
        public void onError(WebSocket broken, Throwable error) {
            log.debug("{} lost its session: {}", account, error.toString());
            comeInLater();
        }
    }
}
