package spate.api.money;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spate.api.web.Problem;
import spate.api.web.ProblemException;

/// What a viewer names a request by that moves money, so that sending it again is safe.
///
/// @param value 1 to 100 visible ASCII characters
public record RequestKey(String value) {

    /// Name of the header that carries it.
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,100}");

    /// The key in a header.
    ///
    /// @throws ProblemException 400 where there is none, or none of the right form
    public static RequestKey of(@Nullable String header) {
        if (header == null) {
            throw Problem.invalidParameter(HEADER, HEADER + " is required").toException();
        }
        if (!FORM.matcher(header).matches()) {
            throw Problem.invalidParameter(HEADER, HEADER + " must be 1 to 100 visible ASCII characters")
                    .toException();
        }
        return new RequestKey(header);
    }

    /// A digest of what is asked for under a key, 43 characters.
    public static String digest(String... parts) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                sha.update(bytes);
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform must provide it
        }
    }

    /// That this key was used for something else before: 422 `key_reused`.
    public static ProblemException reused() {
        var problem = Problem.of(422, "key_reused", "this " + HEADER + " was used for another request; take a new one");
        return problem.about(HEADER).toException();
    }
}
