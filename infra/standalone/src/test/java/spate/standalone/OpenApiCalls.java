package spate.standalone;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import spate.protocol.EventId;
import spate.rooms.policy.Right;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The calls that an OpenAPI document describes, in an order in which none spoils the next: what closes or changes a
/// room as a whole comes last.
final class OpenApiCalls {

    /// What stands for a message in the document's examples.
    private static final String MESSAGE = "q2nP8yTzSmi3mZ5Y0VvX2w";

    private static final String ROOM = "/api/rooms/{room}";
    private static final List<String> METHODS = List.of("post", "put", "get", "patch", "delete");

    private OpenApiCalls() {}

    /// What stands in the place of the path's variables.
    ///
    /// @param viewer id of a viewer who ranks below everybody
    /// @param message id of a stored message
    record Values(String room, String viewer, String message) {}

    /// One call.
    ///
    /// @param rights what it asks for; the first decides about what others own
    /// @param needsSignIn whether guests are not served
    /// @param example a body, or null where it takes none
    record Call(
            String method,
            String template,
            List<Right> rights,
            boolean needsSignIn,
            @Nullable JsonNode example) {

        boolean isOfARoom() {
            return template.startsWith(ROOM);
        }

        /// What signs in or proves itself some other way refuses for reasons of its own.
        boolean tellsWhoMayAsk() {
            return isOfARoom() || needsSignIn;
        }

        String path(Values values) {
            return template.replace("{room}", values.room())
                    .replace("{viewer}", values.viewer())
                    .replace("{provider}", "sandbox")
                    .replaceAll("\\{[a-zA-Z]+}", EventId.random().value());
        }

        @Nullable
        Object body(Values values) {
            return example == null
                    ? null
                    : JsonMapper.shared().readTree(example.toString().replace(MESSAGE, values.message()));
        }

        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    static List<Call> read(JsonNode document) {
        var calls = new ArrayList<Call>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(
                                operation -> calls.add(call(operation.getKey(), path.getKey(), operation.getValue()))));
        calls.sort(Comparator.<Call>comparingInt(call -> call.template().equals(ROOM) ? 1 : 0)
                .thenComparing(Call::template)
                .thenComparingInt(call -> METHODS.indexOf(call.method().toLowerCase(Locale.ROOT))));
        return calls;
    }

    private static Call call(String method, String path, JsonNode operation) {
        var rights = new ArrayList<Right>();
        operation
                .path("x-rights")
                .forEach(right -> rights.add(Right.valueOf(right.asString().toUpperCase(Locale.ROOT))));
        boolean needsSignIn = !operation.path("security").isEmpty()
                && operation.path("security").valueStream().noneMatch(JsonNode::isEmpty);
        JsonNode body = operation.path("requestBody").path("content");
        if (!body.isEmpty() && body.path("application/json").path("example").isMissingNode()) {
            throw new AssertionError(method + " " + path + " takes a body, and the OpenAPI has no example of one");
        }
        return new Call(
                method.toUpperCase(Locale.ROOT),
                path,
                rights,
                needsSignIn,
                body.isEmpty() ? null : body.path("application/json").path("example"));
    }
}
