package spate.api.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import spate.api.web.Violations;

/// Which URLs a webhook may have. Plain decisions; whether a name stands for an address that may be sent to
/// is looked at each time something is sent.
final class WebhookUrls {

    private static final int LENGTH_MAX = 500;
    private static final InetAddress NOWHERE = InetAddress.ofLiteral("0.0.0.0");

    private final boolean isPlainTaken;
    private final boolean isLoopbackTaken;

    WebhookUrls(WebhookProperties properties) {
        this.isPlainTaken = properties.plainHttp();
        this.isLoopbackTaken = properties.loopback();
    }

    /// Where may be sent to.
    Predicate<InetAddress> addresses() {
        return address -> PublicAddresses.has(address) || (isLoopbackTaken && address.isLoopbackAddress());
    }

    String checked(Violations violations, String text) {
        String why = refusal(text);
        if (why != null) {
            violations.add("url", "form", why);
        }
        return text;
    }

    private @Nullable String refusal(String text) {
        if (text.length() > LENGTH_MAX) {
            return "a URL has at most " + LENGTH_MAX + " characters";
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException _) {
            return "this is no URL";
        }
        String host = url.getHost();
        if (host == null || url.isOpaque() || !text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            return "a URL names a host, in ASCII";
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return "a URL has neither a user nor a fragment here";
        }
        if (url.getPort() == 0 || url.getPort() > 0xFFFF) {
            return "there is no such port";
        }
        Optional<InetAddress> literal = literal(host);
        if (literal.isPresent() && !addresses().test(literal.get())) {
            return "this address is not on the public internet";
        }
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        boolean isTrial = isLoopbackTaken
                && literal.filter(InetAddress::isLoopbackAddress).isPresent();
        if (!scheme.equals("https") && !(scheme.equals("http") && (isPlainTaken || isTrial))) {
            return "a URL begins with https://";
        }
        return null;
    }

    /// An address that stands there as such, in any of the forms that look-ups take for one.
    private static Optional<InetAddress> literal(String host) {
        if (!host.startsWith("[") && !isNumber(host.substring(host.lastIndexOf('.') + 1))) {
            return Optional.empty();
        }
        try {
            InetAddress literal = InetAddress.ofLiteral(host.replace("[", "").replace("]", ""));
            // Not everybody reads other forms of an IPv4 address alike.
            boolean isPlain = host.startsWith("[") || host.equals(literal.getHostAddress());
            return Optional.of(isPlain ? literal : NOWHERE);
        } catch (IllegalArgumentException _) {
            return Optional.of(NOWHERE);
        }
    }

    private static boolean isNumber(String label) {
        return !label.isEmpty() && Character.isDigit(label.charAt(0));
    }
}
