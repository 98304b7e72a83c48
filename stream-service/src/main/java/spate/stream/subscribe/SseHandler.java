package spate.stream.subscribe;

import io.netty.channel.Channel;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import spate.protocol.ErrorCode;
import spate.protocol.RoomId;
import spate.rooms.overload.Overload;
import spate.rooms.policy.Right;
import spate.rooms.room.JoinOutcome;
import spate.rooms.room.Rooms;

/// `GET /sse/rooms/{room}`: joins a room and writes what it carries.
final class SseHandler {

    private static final int HISTORY_DEFAULT = 50;
    private static final int RETRY_LEAST_SECONDS = 1;
    private static final int RETRY_MOST_SECONDS = 5;

    private final Rooms rooms;
    private final SubscribeProperties properties;
    private final SseSessions sessions;
    private final Bearers bearers;
    private final Overload overload;

    SseHandler(Rooms rooms, SubscribeProperties properties, SseSessions sessions, Bearers bearers, Overload overload) {
        this.rooms = rooms;
        this.properties = properties;
        this.sessions = sessions;
        this.bearers = bearers;
        this.overload = overload;
    }

    Mono<ServerResponse> subscribe(ServerRequest request) {
        Optional<RoomId> room = RoomId.parse(request.pathVariable("room"));
        Optional<Integer> history = history(request);
        if (room.isEmpty()) {
            return problem(ErrorCode.ROOM_UNKNOWN, "no such room");
        }
        if (history.isEmpty()) {
            return problem(ErrorCode.BAD_FRAME, "history must be 0 to " + properties.historyLength());
        }
        if (sessions.isDraining()) {
            return problem(ErrorCode.UNAVAILABLE, "this server takes no more sessions now");
        }
        if (isFull() || overload.sheds()) {
            overload.shed("session");
            return problem(ErrorCode.UNAVAILABLE, "this server takes no more sessions now");
        }
        // A reconnecting EventSource sends the header and still has the parameter of its first request in the
        // address.
        String after = Optional.ofNullable(request.headers().firstHeader("Last-Event-ID"))
                .or(() -> request.queryParam("after"))
                .orElse(null);
        return bearers.find(request)
                .flatMap(claim -> claim instanceof Bearers.Claim.Refused(ErrorCode code, String detail)
                        ? problem(code, detail)
                        : rooms.join(room.get(), claim.viewer().orElse(null), after, history.get())
                                .flatMap(outcome -> respond(outcome, claim)));
    }

    private boolean isFull() {
        return properties.sessionsMax() > 0 && sessions.count() >= properties.sessionsMax();
    }

    private Optional<Integer> history(ServerRequest request) {
        String asked = request.queryParam("history").orElse(String.valueOf(HISTORY_DEFAULT));
        return asked.matches("[0-9]{1,4}")
                ? Optional.of(Integer.parseInt(asked)).filter(n -> n <= properties.historyLength())
                : Optional.empty();
    }

    private Mono<ServerResponse> respond(JoinOutcome outcome, Bearers.Claim claim) {
        return switch (outcome) {
            case JoinOutcome.Joined joined
            when !mayRead(joined, claim) -> problem(ErrorCode.FORBIDDEN, "this room is not yours to read");
            case JoinOutcome.Joined joined -> events(joined, claim);
            case JoinOutcome.RoomUnknown _ -> problem(ErrorCode.ROOM_UNKNOWN, "no such room");
            case JoinOutcome.RoomClosed _ -> ServerResponse.noContent().build();
            case JoinOutcome.Unavailable _ -> problem(ErrorCode.UNAVAILABLE, "the room cannot be joined now");
        };
    }

    /// Not every bot may read. No restriction keeps anybody from it, so this does not change with time.
    private static boolean mayRead(JoinOutcome.Joined joined, Bearers.Claim claim) {
        return joined.room().policy().allows(Right.READ, claim.viewer().orElse(null), 0);
    }

    private Mono<ServerResponse> events(JoinOutcome.Joined joined, Bearers.Claim claim) {
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                // Proxies that buffer answers would hold every event back.
                .header("X-Accel-Buffering", "no")
                .build((exchange, _) -> write(exchange.getResponse(), joined, claim));
    }

    private Mono<Void> write(ServerHttpResponse response, JoinOutcome.Joined joined, Bearers.Claim claim) {
        var buffers = (NettyDataBufferFactory) response.bufferFactory();
        HttpServerResponse netty = ServerHttpResponseDecorator.getNativeResponse(response);
        var channel = new Channel[1];
        netty.withConnection(connection -> channel[0] = connection.channel());
        overload.watch(channel[0].eventLoop());
        var session = new SseSession(joined, claim, channel[0], buffers, properties, sessions, bearers);
        return response.writeAndFlushWith(session.body().map(Mono::just));
    }

    private static Mono<ServerResponse> problem(ErrorCode code, String detail) {
        HttpStatus status = HttpStatus.valueOf(code.status());
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code.code());
        var response = ServerResponse.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (code.status() == HttpStatus.UNAUTHORIZED.value()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"spate\"");
        }
        if (code == ErrorCode.UNAVAILABLE) {
            int seconds = ThreadLocalRandom.current().nextInt(RETRY_LEAST_SECONDS, RETRY_MOST_SECONDS);
            response.header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        }
        return response.bodyValue(problem);
    }
}
