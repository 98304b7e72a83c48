package spate.api.webhook;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

/// Sends deliveries. Each has a connection of its own to an address that was looked at for it; answers are
/// not followed elsewhere and not read beyond their head. Event loop and look-ups are its own, so that
/// nothing else waits for them. Thread-safe.
final class WebhookClient implements SmartLifecycle {

    private static final int LOOK_UP_THREADS = 4;
    private static final int LOOK_UPS_MAX = 256;

    private final HttpClient http;
    private final Duration timeout;
    private final Clock clock;
    private final Scheduler lookUps;
    private final LoopResources loops;
    private volatile boolean isRunning;

    /// @param allowed where may be sent to
    /// @param timeout for all of an attempt
    WebhookClient(Predicate<InetAddress> allowed, Duration timeout, Clock clock) {
        this.timeout = timeout;
        this.clock = clock;
        this.lookUps = Schedulers.newBoundedElastic(LOOK_UP_THREADS, LOOK_UPS_MAX, "webhook-names");
        this.loops = LoopResources.create("webhook", 1, true);
        this.http = HttpClient.newConnection()
                .runOn(loops)
                .resolver(new CheckedAddresses(allowed, lookUps))
                .followRedirect(false)
                .keepAlive(false)
                .responseTimeout(timeout)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis());
    }

    /// A request.
    ///
    /// @param delivery id of the delivery, the same for every attempt
    /// @param attempt from 1
    record Request(String url, String webhook, String delivery, int attempt, String secret, byte[] body) {}

    /// What came of sending it. Never fails.
    Mono<Outcome> send(Request request) {
        return Mono.defer(() -> {
            long began = clock.millis();
            long seconds = began / 1_000;
            return http.headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                            .set(HttpHeaderNames.USER_AGENT, "Spate-Webhooks/1")
                            .set("Spate-Webhook", request.webhook())
                            .set("Spate-Delivery", request.delivery())
                            .set("Spate-Attempt", request.attempt())
                            .set("Spate-Signature", Signature.of(request.secret(), seconds, request.body())))
                    .post()
                    .uri(request.url())
                    .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(request.body())))
                    .responseConnection((response, connection) -> {
                        int status = response.status().code();
                        connection.dispose();
                        return Mono.just(status);
                    })
                    .next()
                    .timeout(timeout)
                    .map(status -> Outcome.ofStatus(status, clock.millis() - began))
                    .switchIfEmpty(Mono.fromSupplier(() -> new Outcome(null, "no_answer", clock.millis() - began)))
                    .onErrorResume(e -> Mono.just(new Outcome(null, word(e), clock.millis() - began)));
        });
    }

    private static String word(Throwable error) {
        return switch (error) {
            case AddressRefusedException _ -> "address_refused";
            case UnknownHostException _ -> "name_unknown";
            case TimeoutException _ -> "timeout";
            case io.netty.handler.timeout.TimeoutException _ -> "timeout";
            case ConnectException _ -> "connect_failed";
            case SSLException _ -> "tls_failed";
            default -> "no_answer";
        };
    }

    @Override
    public void start() {
        isRunning = true;
    }

    @Override
    public void stop(Runnable callback) {
        isRunning = false;
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1))
                .doFinally(_ -> {
                    lookUps.dispose();
                    callback.run();
                })
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    @Override
    public int getPhase() {
        return WebhookRelay.PHASE - 1;
    }
}
