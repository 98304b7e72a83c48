package spate.api.webhook;

import org.jspecify.annotations.Nullable;

/// What came of an attempt.
///
/// @param status HTTP status; null where there was no answer
/// @param error one word, null for a success
/// @param tookMillis how long it took
record Outcome(@Nullable Integer status, @Nullable String error, long tookMillis) {

    private static final int GONE = 410;

    static Outcome ofStatus(int status, long tookMillis) {
        return new Outcome(status, status >= 200 && status < 300 ? null : "status", tookMillis);
    }

    boolean isDelivered() {
        return error == null;
    }

    /// Whether the other side said that it will take nothing any more.
    boolean isGone() {
        return status != null && status == GONE;
    }
}
