package spate.api.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.http.server.reactive.ServerHttpRequest;

/// Who is counted as one sender where addresses are limited.
public final class RemoteAddress {

    private static final int IPV6_PREFIX_BYTES = 8; // a household or a rented server has a /64

    private RemoteAddress() {}

    /// The request's IPv4 address or IPv6 /64, or `unknown`.
    public static String keyOf(ServerHttpRequest request) {
        var remote = request.getRemoteAddress();
        return remote == null || remote.getAddress() == null ? "unknown" : keyOf(remote.getAddress());
    }

    static String keyOf(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), IPV6_PREFIX_BYTES))
                : address.getHostAddress();
    }
}
