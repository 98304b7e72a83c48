package spate.api.bot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// The secret of a bot: `spb_` and 256 random bits. It is shown once, when it is made; the database has its
/// digest.
///
/// @param text what the bot keeps
record BotToken(String text) {

    /// Longer ones are none.
    static final int LENGTH_MAX = 100;

    private static final String PREFIX = "spb_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static BotToken random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new BotToken(PREFIX + base64(bytes));
    }

    /// What the database keeps of it: 43 characters. It has as many bits as a digest, so it needs no salt.
    String digest() {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "BotToken[]"; // never the secret
    }
}
