package spate.api.web;

import org.springframework.web.server.ServerWebExchange;

/// Which paths this service answers for; in one process with others they are not all.
final class ApiPaths {

    private ApiPaths() {}

    static boolean isServed(ServerWebExchange exchange) {
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        return path.equals("/api") || path.startsWith("/api/") || path.equals("/.well-known/jwks.json");
    }
}
