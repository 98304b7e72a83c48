package spate.load.session;

import java.net.URI;
import java.util.Locale;

/// Where sessions are opened: one host, one port, one path, without TLS.
///
/// @param host name or address
/// @param port TCP port
/// @param path path, starting with a slash
public record Endpoint(String host, int port, String path) {

    /// The endpoint an address names.
    ///
    /// @param fallbackPath path to use where the address has none
    /// @throws IllegalArgumentException if the address is not a plain http or ws one
    public static Endpoint of(String address, String fallbackPath) {
        var uri = URI.create(address);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("ws"))) {
            throw new IllegalArgumentException("not an http:// or ws:// address: " + address);
        }
        String path = uri.getPath() == null
                        || uri.getPath().isEmpty()
                        || uri.getPath().equals("/")
                ? fallbackPath
                : uri.getPath();
        return new Endpoint(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort(), path);
    }

    /// Value for the `Host` header.
    public String authority() {
        return host + ':' + port;
    }

    /// Whether it is this machine's loopback.
    boolean isLoopback() {
        return host.startsWith("127.") || host.equals("localhost");
    }
}
