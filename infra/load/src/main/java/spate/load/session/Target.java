package spate.load.session;

import java.util.List;
import spate.load.option.Options;

/// Where the parts of a Spate answer; several addresses of one kind are used in turn.
///
/// @param webSockets where WebSocket sessions are opened
/// @param sses where SSE sessions are opened; their path is the part before the room
/// @param api address of the REST API
public record Target(List<Endpoint> webSockets, List<Endpoint> sses, String api) {

    /// Makes the address options known.
    public static Options know(Options options) {
        return options.know("url", "http://127.0.0.1:8080", "where everything is")
                .know("ws", "", "where WebSocket sessions go, comma-separated for several")
                .know("sse", "", "where SSE sessions go")
                .know("api", "", "where REST calls go");
    }

    /// Reads the address options.
    public static Target of(Options options) {
        String url = options.text("url");
        return new Target(
                endpoints(options.all("ws"), url, "/ws"),
                endpoints(options.all("sse"), url, "/sse/rooms"),
                options.text("api").isEmpty() ? url : options.text("api"));
    }

    /// The WebSocket endpoint of the session with this number.
    public Endpoint webSocket(int number) {
        return webSockets.get(number % webSockets.size());
    }

    /// The SSE endpoint of the session with this number.
    ///
    /// @param query with its question mark
    public Endpoint sse(int number, String room, String query) {
        var endpoint = sses.get(number % sses.size());
        return new Endpoint(endpoint.host(), endpoint.port(), endpoint.path() + '/' + room + query);
    }

    private static List<Endpoint> endpoints(List<String> given, String url, String path) {
        var addresses = given.isEmpty() ? List.of(url) : given;
        return addresses.stream().map(address -> Endpoint.of(address, path)).toList();
    }
}
