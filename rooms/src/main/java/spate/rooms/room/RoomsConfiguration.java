package spate.rooms.room;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import spate.rooms.log.LogConfiguration;
import spate.rooms.log.LogProperties;
import spate.rooms.log.LogTailFactory;
import spate.rooms.log.LogTopics;
import spate.rooms.log.LogTracing;
import spate.rooms.log.Tail;
import spate.rooms.overload.Backlog;
import spate.rooms.overload.OverloadConfiguration;
import spate.rooms.policy.PolicyConfiguration;
import spate.rooms.policy.RoomPolicies;
import spate.rooms.replay.EventStore;
import spate.rooms.replay.ReplayConfiguration;
import spate.rooms.web.ViewerServerConfiguration;

/// Brings the [Rooms] of a replica: tail of the log, rooms in memory, fan-out. One of it serves WebSocket and
/// SSE alike.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RoomsProperties.class)
@Import({
    LogConfiguration.class,
    OverloadConfiguration.class,
    PolicyConfiguration.class,
    ReplayConfiguration.class,
    ViewerServerConfiguration.class
})
public class RoomsConfiguration {

    @Bean
    RelayThread relayThread() {
        return new RelayThread();
    }

    @Bean
    RoomMeters roomMeters(MeterRegistry meters) {
        return new RoomMeters(meters);
    }

    @Bean
    Relay relay(
            RelayThread thread,
            RoomsProperties properties,
            LogProperties logProperties,
            RoomMeters meters,
            LogTracing tracing) {
        var window = new BatchWindow(
                properties.windowLeast().toNanos(),
                properties.windowMost().toNanos(),
                Runtime.getRuntime().availableProcessors(),
                properties.share(),
                meters.frameCost()::nanos);
        var flushing = new Flushing(thread, properties, window, meters);
        return new Relay(properties, logProperties, flushing, meters, tracing, Clock.systemUTC(), thread::nanoTime);
    }

    @Bean
    WordsLookUp wordsLookUp(RelayThread thread, Relay relay, RoomPolicies policies) {
        return new WordsLookUp(thread, relay, policies);
    }

    @Bean
    Rooms rooms(
            RelayThread thread,
            Relay relay,
            RoomPolicies policies,
            EventStore store,
            LogTopics topics,
            RoomsProperties properties) {
        return new Joins(thread, relay, policies, store, topics, properties);
    }

    @Bean
    Tail logTail(LogTailFactory tails, Relay relay, RelayThread thread, Rooms rooms) {
        return tails.create(relay, thread.scheduler());
    }

    /// What a starting replica reads before it is ready is no overload: nobody is sent to it yet.
    @Bean
    Backlog backlog(Tail tail, Rooms rooms) {
        return () -> rooms.isReady() ? tail.recordsBehind() : 0;
    }

    @Bean
    RoomSweeper roomSweeper(RelayThread thread, Relay relay) {
        return new RoomSweeper(thread, relay);
    }

    @Bean
    TailHealth tailHealthIndicator(Rooms rooms) {
        return new TailHealth(rooms);
    }
}
