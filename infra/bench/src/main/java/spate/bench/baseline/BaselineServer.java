package spate.bench.baseline;

import io.netty.channel.ChannelOption;
import java.util.Map;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/// WebFlux on Reactor Netty with one WebSocket handler at `/ws`, on 127.0.0.1 only.
final class BaselineServer {

    private static final int BACKLOG = 4096;

    private BaselineServer() {}

    /// Serves until the process ends.
    ///
    /// @param port 0 for any
    static DisposableServer start(int port, WebSocketHandler handler) {
        var context = new AnnotationConfigApplicationContext();
        context.register(WebFlux.class);
        context.registerBean(
                "rooms", HandlerMapping.class, () -> new SimpleUrlHandlerMapping(Map.of("/ws", handler), -1));
        context.refresh();
        var http = WebHttpHandlerBuilder.applicationContext(context).build();
        return HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .handle(new ReactorHttpHandlerAdapter(http))
                .bindNow();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebFlux
    static class WebFlux {}
}
