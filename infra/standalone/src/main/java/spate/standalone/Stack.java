package spate.standalone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.reactive.StandardReactiveWebEnvironment;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import spate.embedded.EmbeddedServers;
import spate.embedded.MariaDbServer;
import spate.embedded.Port;
import spate.standalone.demo.Demo;

/// Everything that one process of Spate runs, in its order: servers, services, demo.
///
/// Started once by the main thread; closed once, by any thread, at any time.
final class Stack implements AutoCloseable {

    private final Options options;
    private final Progress progress;
    private final EmbeddedServers servers;
    private volatile @Nullable ConfigurableApplicationContext application;
    private volatile @Nullable Demo demo;
    private volatile boolean ending;

    Stack(Options options, Progress progress) {
        this.options = options;
        this.progress = progress;
        this.servers = new EmbeddedServers(
                options.data(),
                options.data().resolve("programs"),
                port(options.kafkaPort(), "kafka"),
                port(options.mariaDbPort(), "mariadb"),
                port(options.redisPort(), "redis"));
    }

    void start() {
        long begun = System.nanoTime();
        requireFreePort();
        progress.say("Data stay in " + options.data());
        servers.start(progress);
        startServices();
        startDemo();
        progress.ready("http://localhost:" + options.port(), Duration.ofNanos(System.nanoTime() - begun));
    }

    boolean isEnding() {
        return ending;
    }

    @Override
    public void close() {
        ending = true;
        boolean served = application != null;
        if (served) {
            progress.say("Stopping …");
        }
        Demo chatting = demo;
        if (chatting != null) {
            chatting.close();
        }
        ConfigurableApplicationContext serving = application;
        if (serving != null) {
            serving.close();
        }
        servers.close();
        if (served) {
            progress.say("Stopped.");
        }
    }

    private void startServices() {
        long begun = System.nanoTime();
        progress.starting("the services and the page");
        application = new SpringApplicationBuilder(StandaloneApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                // Its own hook would end the services and the servers under them at the same time.
                .registerShutdownHook(false)
                .environment(environment())
                .run("--spring.config.name=spate-standalone");
        progress.serving("The page", "http://localhost:" + options.port(), Duration.ofNanos(System.nanoTime() - begun));
    }

    private StandardReactiveWebEnvironment environment() {
        var environment = new StandardReactiveWebEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("standalone", settings()));
        return environment;
    }

    private void startDemo() {
        var started = new Demo(URI.create("http://127.0.0.1:" + options.port()), options.data());
        demo = started;
        started.start(options.demoViewers(), options.demoLines());
    }

    /// What differs from the services' own defaults, because the servers are these and the origin is one.
    private Map<String, Object> settings() {
        String origin = "http://127.0.0.1:" + options.port();
        var settings = new HashMap<String, Object>();
        settings.put("server.address", options.address());
        settings.put("server.port", options.port());
        settings.put("SPATE_DATA", options.data().toString());
        settings.put("SPATE_KAFKA", servers.kafka().address());
        settings.put("SPATE_MYSQL_URL", servers.mariaDb().r2dbcUrl(MariaDbServer.SPATE));
        settings.put("SPATE_MYSQL_USER", MariaDbServer.SPATE);
        settings.put("SPATE_MYSQL_PASSWORD", servers.mariaDb().password());
        settings.put("SPATE_REDIS_URL", servers.redis().url());
        settings.put("SPATE_JWKS_URL", origin + "/.well-known/jwks.json");
        return settings;
    }

    private void requireFreePort() {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(options.address(), options.port()));
        } catch (IOException _) {
            throw new OptionException(
                    "Port %d of %s is taken by another program. Stop it, or choose another with --port=N or SPATE_PORT=N."
                            .formatted(options.port(), options.address()));
        }
    }

    private static Port port(int number, String server) {
        return number == 0
                ? Port.free()
                : Port.fixed(
                        number,
                        "choose another with --%s-port=N or SPATE_%s_PORT=N"
                                .formatted(server, server.toUpperCase(Locale.ROOT)));
    }
}
