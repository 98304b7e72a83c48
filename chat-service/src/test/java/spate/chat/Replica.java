package spate.chat;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import spate.rooms.room.Rooms;
import spate.testing.ChatClient;
import spate.testing.TestScope;

/// One chat-service on a port of its own, ready.
final class Replica implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Replica(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Replica start(TestScope scope, TokenIssuer issuer, String... settings) {
        List<String> arguments = new ArrayList<>();
        scope.settings().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        arguments.add("--SPATE_JWKS_URL=" + issuer.address());
        arguments.add("--server.port=0");
        arguments.add("--spate.log.partitions=4");
        arguments.add("--spate.chat.session.drain=1s");
        arguments.add("--spring.main.banner-mode=off");
        arguments.addAll(List.of(settings));
        var replica = new Replica(new SpringApplicationBuilder(ChatServiceApplication.class)
                .initializers(Replica::useOwnEventLoops)
                .run(arguments.toArray(String[]::new)));
        Awaitility.await("the tail is live")
                .atMost(Duration.ofSeconds(60))
                .until(() -> replica.context.getBean(Rooms.class).isReady());
        return replica;
    }

    /// A context that closes ends the event loops that are shared by the whole JVM, those of other replicas too.
    private static void useOwnEventLoops(ConfigurableApplicationContext context) {
        var resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> resources);
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + port() + "/ws");
    }

    /// A session that has said nothing yet.
    ChatClient open() {
        return ChatClient.connect(uri());
    }

    /// A session of a signed-in viewer.
    ChatClient signedIn(TokenIssuer issuer, String name) {
        ChatClient session = open();
        session.ask(Map.of("type", "hello", "token", issuer.token(name)));
        return session;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    double gauge(String meter) {
        return context.getBean(MeterRegistry.class).get(meter).gauge().value();
    }

    double count(String meter, String... tags) {
        return context.getBean(MeterRegistry.class)
                .get(meter)
                .tags(tags)
                .counter()
                .count();
    }

    @Override
    public void close() {
        context.close();
    }
}
