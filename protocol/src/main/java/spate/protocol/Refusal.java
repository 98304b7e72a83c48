package spate.protocol;

import org.jspecify.annotations.Nullable;

/// Why a frame or request was not done; it becomes an `error` frame or a problem+json body.
///
/// @param code what was wrong
/// @param message one sentence for people, without details of the inside
/// @param retryAfterMillis when trying again can help, else 0
/// @param field the one field that is wrong, if it is one
public record Refusal(
        ErrorCode code,
        String message,
        long retryAfterMillis,
        @Nullable String field) {

    /// A refusal that names no field and no wait.
    public static Refusal of(ErrorCode code, String message) {
        return new Refusal(code, message, 0, null);
    }

    /// A refusal because of one field.
    public static Refusal ofField(ErrorCode code, String field, String message) {
        return new Refusal(code, message, 0, field);
    }

    /// A refusal that may be lifted by waiting.
    public static Refusal retryAfter(ErrorCode code, String message, long millis) {
        return new Refusal(code, message, Math.max(1, millis), null);
    }
}
