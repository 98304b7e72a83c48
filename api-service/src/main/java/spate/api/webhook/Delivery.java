package spate.api.webhook;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// One request to a webhook, as the log of deliveries shows it.
///
/// @param number the order of deliveries
/// @param state `pending`, `delivered` or `failed`
/// @param events how many events it carried when it was made
/// @param attempts how often it was tried
/// @param status HTTP status of the last answer
/// @param error why there was none, or `status` where it was no success
/// @param createdAt milliseconds since 1970
/// @param attemptedAt when it was tried last
/// @param tookMillis how long that took
@JsonInclude(JsonInclude.Include.NON_NULL)
record Delivery(
        @JsonIgnore long number,
        String id,
        String state,
        int events,
        int attempts,
        @Nullable Integer status,
        @Nullable String error,
        long createdAt,
        @Nullable Long attemptedAt,
        @Nullable Long tookMillis) {

    static final String PENDING = "pending";
    static final String DELIVERED = "delivered";
    static final String FAILED = "failed";
}
