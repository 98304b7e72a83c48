package spate.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;

/// Another replica of the service over the servers of the one that all tests share, which can be stopped in
/// the midst of its work and started again.
final class SecondReplica implements AutoCloseable {

    private static final List<String> SERVERS =
            List.of("SPATE_KAFKA", "SPATE_MYSQL_URL", "SPATE_MYSQL_USER", "SPATE_MYSQL_PASSWORD", "SPATE_REDIS_URL");

    private final Environment environment;
    private final Map<String, String> settings;
    private @Nullable ConfigurableApplicationContext context;
    private int port;

    /// @param environment of the first
    SecondReplica(Environment environment) {
        this(environment, Map.of());
    }

    /// @param environment of the first
    /// @param settings in which it differs from the first
    SecondReplica(Environment environment, Map<String, String> settings) {
        this.environment = environment;
        this.settings = settings;
    }

    /// Comes with its port.
    synchronized int start() {
        List<String> arguments = new ArrayList<>();
        SERVERS.forEach(each -> arguments.add("--" + each + "=" + environment.getRequiredProperty(each)));
        MoneyCalls.settings().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        arguments.add("--server.port=0");
        arguments.add("--server.shutdown=immediate");
        arguments.add("--spring.main.banner-mode=off");
        arguments.add("--spate.api.token.key-file=target/test-token-key.json");
        ConfigurableApplicationContext started = new SpringApplicationBuilder(ApiServiceApplication.class)
                .initializers(SecondReplica::useOwnEventLoops)
                .run(arguments.toArray(String[]::new));
        context = started;
        port = started.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return port;
    }

    /// A context that closes ends the event loops that are shared by the whole JVM, those of the first
    /// replica too.
    private static void useOwnEventLoops(ConfigurableApplicationContext context) {
        var resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> resources);
    }

    synchronized int port() {
        return port;
    }

    /// Ends it without waiting for what it is about to do.
    synchronized void stop() {
        ConfigurableApplicationContext running = context;
        context = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
