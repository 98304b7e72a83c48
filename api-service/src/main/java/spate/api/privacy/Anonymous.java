package spate.api.privacy;

import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Takes a viewer's name and words out of an event that others were part of too. Ids stay: they name nobody any
/// more. Plain decisions.
final class Anonymous {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Anonymous() {}

    /// Id of the message that an event answers; empty where it answers none.
    static Optional<String> answered(String body) {
        // Looked for as text first: most messages answer nothing.
        return body.contains("\"replyTo\":{")
                ? parsed(body).map(event -> event.path("replyTo").path("id").asString(""))
                : Optional.empty();
    }

    /// The event without the viewer's name and words; empty where there is neither in it.
    ///
    /// @param body the event as JSON
    /// @param viewer id of the viewer
    /// @param own ids of the viewer's messages among those that are answered
    static Optional<String> without(String body, String viewer, Set<String> own) {
        return parsed(body).filter(event -> strip(event, viewer, own) > 0).map(JSON::writeValueAsString);
    }

    /// Id of the message that a reply names.
    ///
    /// @param reply the reply as JSON
    static Optional<String> named(String reply) {
        return parsed(reply).map(answered -> answered.path("id").asString(""));
    }

    /// The reply without name and excerpt; empty where there is neither in it.
    static Optional<String> emptied(String reply) {
        return parsed(reply).filter(answered -> empty(answered) > 0).map(JSON::writeValueAsString);
    }

    private static Optional<ObjectNode> parsed(String body) {
        try {
            return JSON.readTree(body) instanceof ObjectNode event ? Optional.of(event) : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static int strip(ObjectNode event, String viewer, Set<String> own) {
        int stripped = 0;
        JsonNode by = event.path("by");
        boolean isTheirs = by.path("id").asString("").equals(viewer);
        if (isTheirs && by instanceof ObjectNode author) {
            stripped += blank(author, "name");
        }
        if (isTheirs) {
            stripped += blank(event, "text");
        }
        if (event.path("viewer").asString("").equals(viewer)) {
            stripped += blank(event, "name");
        }
        if (event.path("replyTo") instanceof ObjectNode answered
                && own.contains(answered.path("id").asString(""))) {
            stripped += empty(answered);
        }
        return stripped;
    }

    private static int empty(ObjectNode answered) {
        return blank(answered, "name") + blank(answered, "excerpt");
    }

    private static int blank(ObjectNode node, String field) {
        if (node.path(field).asString("").isEmpty()) {
            return 0;
        }
        node.put(field, "");
        return 1;
    }
}
