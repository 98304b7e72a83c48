package spate.faults.replica;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/// One replica of a service inside this process: an application context with event loops of its own.
public final class Replica implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final int port;

    private Replica(ConfigurableApplicationContext context) {
        this.context = context;
        this.port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /// Starts a replica and returns once it listens; it may not be ready then.
    ///
    /// @param settings properties over the service's own
    public static Replica start(Service service, Map<String, String> settings) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--spring.config.location=" + service.configuration());
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return new Replica(new SpringApplicationBuilder(service.sources())
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .initializers(Replica::useOwnEventLoops)
                .run(arguments.toArray(String[]::new)));
    }

    /// A context that closes ends the event loops that are shared by the whole process, those of other replicas
    /// too.
    private static void useOwnEventLoops(ConfigurableApplicationContext context) {
        var resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> resources);
    }

    /// Where it listens.
    public int port() {
        return port;
    }

    /// A part of it, by its type.
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /// Ends it as SIGTERM would: drained, and only then stopped.
    @Override
    public void close() {
        context.close();
    }
}
