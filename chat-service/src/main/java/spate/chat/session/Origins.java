package spate.chat.session;

import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which pages may connect. What sends no `Origin` is no page of a browser and may.
final class Origins {

    private final boolean all;
    private final Set<String> allowed;

    Origins(Iterable<String> allowed) {
        var set = new HashSet<String>();
        allowed.forEach(set::add);
        this.all = set.contains("*");
        this.allowed = Set.copyOf(set);
    }

    /// @param origin the header `Origin`
    /// @param host the header `Host`: a page of the same host and port is the server's own
    boolean allows(@Nullable String origin, @Nullable String host) {
        return origin == null || all || allowed.contains(origin) || isOwn(origin, host);
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        if (host == null) {
            return false;
        }
        try {
            return host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
