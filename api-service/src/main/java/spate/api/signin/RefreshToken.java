package spate.api.signin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import spate.protocol.EventId;

/// A refresh token: the id of its sign-in and a secret of 128 bits, `id.secret`.
///
/// @param signIn id of the sign-in
/// @param secret 22 characters of URL-safe Base64
record RefreshToken(String signIn, String secret) {

    private static final int SECRET_BYTES = 16;

    /// The first token of a sign-in.
    static RefreshToken first(String signIn) {
        return new RefreshToken(signIn, EventId.random().value());
    }

    static Optional<RefreshToken> parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        return EventId.parse(text.substring(0, dot))
                .flatMap(signIn -> EventId.parse(text.substring(dot + 1))
                        .map(secret -> new RefreshToken(signIn.value(), secret.value())));
    }

    /// The token that follows this one. It derives from this one and a salt that the database keeps, so the same
    /// token gives the same follower again, and the database alone gives none.
    RefreshToken next(String salt) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            byte[] derived = mac.doFinal(salt.getBytes(StandardCharsets.US_ASCII));
            return new RefreshToken(signIn, base64(Arrays.copyOf(derived, SECRET_BYTES)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What the database keeps of it: 43 characters.
    String digest() {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What the cookie carries.
    String text() {
        return signIn + "." + secret;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "RefreshToken[" + signIn + "]"; // never the secret
    }
}
