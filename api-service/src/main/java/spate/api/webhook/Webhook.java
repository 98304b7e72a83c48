package spate.api.webhook;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/// A webhook as its room's owner sees it.
///
/// @param number the order in which webhooks were made
/// @param events the wanted types
/// @param state `active`; `paused` by the owner; or `disabled`, because too many deliveries failed
/// @param failures deliveries that failed one after the other
/// @param version grows with every change by the owner; also its ETag
/// @param createdAt milliseconds since 1970
record Webhook(
        @JsonIgnore long number,
        String id,
        String url,
        List<String> events,
        String state,
        int failures,
        long version,
        long createdAt) {

    static final String ACTIVE = "active";
    static final String PAUSED = "paused";
    static final String DISABLED = "disabled";

    Webhook changed(String toUrl, List<String> toEvents, String toState) {
        int known = toState.equals(ACTIVE) && !state.equals(ACTIVE) ? 0 : failures;
        return new Webhook(number, id, toUrl, toEvents, toState, known, version + 1, createdAt);
    }
}
