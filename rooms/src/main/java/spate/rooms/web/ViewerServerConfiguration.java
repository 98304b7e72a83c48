package spate.rooms.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationPredicate;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import reactor.netty.NettyPipeline;

/// Settings of the server that holds sessions: room for a spike of joins in the listen queue, little memory for
/// a session that does not read, and an end to connections that send nothing.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServerProperties.class)
public class ViewerServerConfiguration {

    /// Connections that wait to be accepted. With the default of 128, a spike of joins loses SYNs and takes
    /// seconds.
    private static final int BACKLOG = 4096;

    /// What the kernel holds for a session; unbounded it would buffer seconds of a flood for one that has
    /// stalled.
    private static final int SEND_BUFFER_BYTES = 64 * 1024;

    /// Where a session counts as full, and as ready again.
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 96 * 1024);

    private static final String DEADLINE = "spate.deadline";

    /// What lasts for hours is no request whose time says anything, and would keep what observes it all the while.
    @Bean
    ObservationPredicate sessionsAreNoRequests() {
        return (_, context) ->
                !(context instanceof ServerRequestObservationContext request && isSession(request.getCarrier()));
    }

    private static boolean isSession(@Nullable ServerHttpRequest request) {
        String path = request == null ? "" : request.getPath().value();
        return path.equals("/ws") || path.startsWith("/sse/");
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> viewerServer(
            ServerProperties properties, MeterRegistry meters) {
        Counter closed = meters.counter("spate.server.deadlines");
        return factory -> factory.addServerCustomizers(server -> server.option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(ChannelOption.MESSAGE_SIZE_ESTIMATOR, WaitingBytes.ESTIMATOR)
                .doOnChannelInit((_, channel, _) -> channel.pipeline()
                        .addAfter(
                                NettyPipeline.HttpCodec,
                                DEADLINE,
                                new RequestDeadline(properties.requestDeadline(), closed::increment))));
    }
}
