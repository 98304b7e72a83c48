package spate.api.web;

import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.ServerWebExchange;
import spate.protocol.RoomId;

/// Which paths this service answers for; in one process with others they are not all.
public final class ApiPaths {

    private static final String ROOMS = "/api/rooms/";

    private ApiPaths() {}

    /// The room that a path is of or below; empty where there is none in its plain form.
    public static Optional<RoomId> room(String path) {
        if (!path.startsWith(ROOMS)) {
            return Optional.empty();
        }
        int end = path.indexOf('/', ROOMS.length());
        return RoomId.parse(path.substring(ROOMS.length(), end < 0 ? path.length() : end));
    }

    /// Whether a path holds nothing but visible ASCII, as every id and name in a path does.
    static boolean isPlain(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().pathWithinApplication().elements().stream()
                .filter(PathContainer.PathSegment.class::isInstance)
                .map(segment -> ((PathContainer.PathSegment) segment).valueToMatch())
                .allMatch(segment -> segment.chars().allMatch(letter -> letter > ' ' && letter < 0x7f));
    }

    static boolean isServed(ServerWebExchange exchange) {
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        return path.equals("/api") || path.startsWith("/api/") || path.equals("/.well-known/jwks.json");
    }
}
