package spate.stream.archive;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Flux;
import spate.rooms.log.LogIdentity;
import spate.rooms.log.LogTopics;
import spate.rooms.replay.EventStore;
import spate.rooms.replay.ReplayConfiguration;
import spate.stream.StreamServiceApplication;
import spate.testing.TestScope;

/// stream-service's archive and the store that reads what it wrote, in this JVM.
final class RunningArchive implements AutoCloseable {

    static final int PARTITIONS = 4;
    private static final int FOREIGN_ORDINAL = 1_000;

    private final ConfigurableApplicationContext context;

    private RunningArchive(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static RunningArchive start(TestScope scope, String... settings) {
        List<String> arguments = new ArrayList<>();
        scope.settings().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        arguments.add("--spate.log.partitions=" + PARTITIONS);
        arguments.add("--spate.archive.watch=1s");
        arguments.add("--spate.archive.retry-max=1s");
        arguments.add("--spate.archive.store-timeout=2s");
        // A cold JVM on a busy machine takes its time for the first push.
        arguments.add("--spate.archive.recent-timeout=2s");
        arguments.add("--spate.archive.recent-pause=0s");
        arguments.add("--spring.main.banner-mode=off");
        arguments.addAll(List.of(settings));
        return new RunningArchive(
                new SpringApplicationBuilder(StreamServiceApplication.class, ReplayConfiguration.class)
                        .web(WebApplicationType.NONE)
                        .run(arguments.toArray(String[]::new)));
    }

    EventStore store() {
        return context.getBean(EventStore.class);
    }

    /// Stores slices of an incarnation of the log that is none, one after the other, whatever fails meanwhile.
    Flux<SliceStore.Stored> store(List<Slice> slices) {
        return Flux.fromIterable(slices)
                .concatMap(slice -> context.getBean(SliceStore.class).store(FOREIGN_ORDINAL, slice, Map.of()));
    }

    LogIdentity identity() {
        LogIdentity identity = context.getBean(LogTopics.class).identify().block(java.time.Duration.ofSeconds(10));
        if (identity == null) {
            throw new IllegalStateException("no identity");
        }
        return identity;
    }

    double count(String meter, String... tags) {
        return context.getBean(MeterRegistry.class)
                .get(meter)
                .tags(tags)
                .counter()
                .count();
    }

    double gauge(String meter) {
        return context.getBean(MeterRegistry.class).get(meter).gauge().value();
    }

    /// What a time-out does to a command while Redis is away; it must end as quietly as any other.
    void cancelWhatRedisWasNotSent() {
        context.getBean(ReactiveStringRedisTemplate.class)
                .opsForValue()
                .get("anything")
                .subscribe()
                .dispose();
    }

    @Override
    public void close() {
        context.close();
    }
}
