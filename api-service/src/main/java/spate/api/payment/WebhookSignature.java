package spate.api.payment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Signs webhooks and checks signatures: `t=<seconds since 1970>,v1=<hex of HMAC-SHA256 over "t.body">`. A
/// header may carry several `v1`, while a secret changes. Plain decisions. Thread-safe.
final class WebhookSignature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURES_MAX = 5;
    private static final int HEADER_MAX = 600;

    private final SecretKeySpec secret;
    private final long windowSeconds;

    /// @param windowSeconds how far a signature's time may be from now, in either direction
    WebhookSignature(byte[] secret, long windowSeconds) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
        this.windowSeconds = windowSeconds;
    }

    /// The header for a body that is sent at a time.
    String header(long seconds, byte[] body) {
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac(Long.toString(seconds), body));
    }

    /// Whether a header was made for a body by who knows the secret, about now.
    Verdict check(@Nullable String header, byte[] body, long nowSeconds) {
        if (header == null || header.length() > HEADER_MAX) {
            return Verdict.INVALID;
        }
        String time = null;
        List<String> signatures = new ArrayList<>();
        for (String part : header.split(",", -1)) {
            String trimmed = part.strip();
            if (trimmed.startsWith("t=") && time == null) {
                time = trimmed.substring(2);
            } else if (trimmed.startsWith("v1=") && signatures.size() < SIGNATURES_MAX) {
                signatures.add(trimmed.substring(3));
            }
        }
        if (time == null || !time.matches("\\d{1,12}")) {
            return Verdict.INVALID;
        }
        byte[] expected = HexFormat.of().formatHex(mac(time, body)).getBytes(StandardCharsets.US_ASCII);
        boolean isSigned = false;
        for (String signature : signatures) {
            byte[] given = signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            // Takes as long wherever the first difference is.
            isSigned |= MessageDigest.isEqual(expected, given);
        }
        if (!isSigned) {
            return Verdict.INVALID;
        }
        return Math.abs(nowSeconds - Long.parseLong(time)) <= windowSeconds ? Verdict.VALID : Verdict.EXPIRED;
    }

    private byte[] mac(String time, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform must provide it
        }
    }

    /// What a signature is worth.
    enum Verdict {
        VALID,
        /// Made by who does not know the secret, or for another body.
        INVALID,
        /// Right, but of another time: it may be one that was copied.
        EXPIRED
    }
}
