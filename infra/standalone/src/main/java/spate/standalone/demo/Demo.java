package spate.standalone.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import spate.embedded.Secret;

/// The room `demo` and those who chat in it, from outside: over HTTP and WebSocket, as everybody.
///
/// A demo that fails is logged and never stops Spate.
public final class Demo implements AutoCloseable {

    /// The id of the room.
    public static final String ROOM = "demo";

    private static final Logger log = LoggerFactory.getLogger(Demo.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("demo-pace").factory());
    private final URI origin;
    private final Path data;
    private final List<DemoViewer> viewers = new ArrayList<>();

    /// Prepares a demo against a running Spate.
    ///
    /// @param origin for example `http://127.0.0.1:8080`
    /// @param data where the passwords of the demo accounts are kept
    public Demo(URI origin, Path data) {
        this.origin = origin;
        this.data = data;
    }

    /// Creates the room unless it exists, and lets simulated viewers come in, one a second.
    ///
    /// @param viewerCount 0 for an empty room
    /// @param lines what they say, one line each; null for the built-in lines
    public void start(int viewerCount, @Nullable Path lines) {
        try {
            var api = new DemoApi(http, origin, TIMEOUT);
            var owner = new DemoAccount("demo_owner", "Spate", Secret.in(data.resolve("demo-owner-password")));
            api.createRoomUnlessThere(ROOM, "Demo room", owner);
            if (viewerCount == 0) {
                return;
            }
            var said = DemoLines.read(lines);
            String password = Secret.in(data.resolve("demo-viewer-password"));
            for (int n = 0; n < viewerCount; n++) {
                var viewer = new DemoViewer(api, http, origin, DemoAccount.viewer(n, password), said, pace);
                viewers.add(viewer);
                var _ = pace.schedule(viewer::comeIn, n, TimeUnit.SECONDS);
            }
        } catch (DemoFailedException e) {
            log.warn("No demo: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        pace.shutdownNow();
        viewers.forEach(DemoViewer::leave);
        http.shutdownNow();
        http.close();
    }
}
