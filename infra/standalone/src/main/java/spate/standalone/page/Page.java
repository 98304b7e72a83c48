package spate.standalone.page;

import static org.springframework.web.reactive.function.server.RequestPredicates.method;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// The files of the page, and the page itself for every path that it routes by itself, such as `/rooms/demo`.
///
/// Files below `assets/` carry a hash of their content in the name and may be kept for a year; all else is
/// asked for anew each time.
final class Page {

    /// What the page may load and talk to: this origin, and video from elsewhere. Styles may stand in elements,
    /// which the virtual list needs; scripts may not.
    static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'self'",
            "img-src 'self' data:",
            "media-src 'self' blob: https:",
            "style-src 'self' 'unsafe-inline'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'");

    private static final CacheControl HASHED =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final List<String> OF_THE_SERVICES =
            List.of("/api", "/ws", "/sse", "/actuator", "/.well-known", "/assets");

    private final Resource index;
    private final Function<ServerRequest, Mono<Resource>> files;

    /// Serves the files of a folder.
    ///
    /// @param folder the build of the page; ends in a slash
    Page(Resource folder) {
        try {
            this.index = folder.createRelative("index.html");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.files = RouterFunctions.resourceLookupFunction("/**", folder);
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route(
                method(HttpMethod.GET).or(method(HttpMethod.HEAD)).and(path("/**")), this::answer);
    }

    private Mono<ServerResponse> answer(ServerRequest request) {
        String path = request.path();
        if (path.equals("/") || path.equals("/index.html")) {
            return page();
        }
        return files.apply(request)
                .flatMap(file -> file(path, file))
                .switchIfEmpty(Mono.defer(() -> isView(request) ? page() : missing()));
    }

    private static Mono<ServerResponse> file(String path, Resource file) {
        return ServerResponse.ok()
                .cacheControl(path.startsWith("/assets/") ? HASHED : CacheControl.noCache())
                .contentType(MediaTypeFactory.getMediaType(file).orElse(MediaType.APPLICATION_OCTET_STREAM))
                .bodyValue(file);
    }

    private Mono<ServerResponse> page() {
        if (!index.exists()) {
            return missing();
        }
        return ServerResponse.ok()
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .bodyValue(index);
    }

    private static Mono<ServerResponse> missing() {
        return ServerResponse.notFound().build();
    }

    private static boolean takesHtml(List<MediaType> accepted) {
        return accepted.isEmpty() || accepted.stream().anyMatch(type -> type.includes(MediaType.TEXT_HTML));
    }

    /// Whether somebody goes to a view of the page: HTML will do, at a path that neither a service owns
    /// nor looks like a file.
    private static boolean isView(ServerRequest request) {
        String path = request.path();
        boolean isOwned = OF_THE_SERVICES.stream().anyMatch(own -> path.equals(own) || path.startsWith(own + "/"));
        return !isOwned
                && !path.substring(path.lastIndexOf('/')).contains(".")
                && takesHtml(request.headers().accept());
    }
}
