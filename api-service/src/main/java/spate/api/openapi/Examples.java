package spate.api.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Examples of what calls take and answer, from `examples.json`: by method and path, each with `request` where the call
/// takes a body, and `response` where it answers with one.
final class Examples {

    private static final String FILE = "examples.json";

    private final Map<String, Map<String, Object>> calls;

    private Examples(Map<String, Map<String, Object>> calls) {
        this.calls = calls;
    }

    static Examples read() {
        try (InputStream file = Examples.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return new Examples(JsonMapper.shared().readValue(file, new TypeReference<>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void addTo(OpenAPI document) {
        if (document.getPaths() != null) {
            document.getPaths()
                    .forEach((path, item) -> item.readOperationsMap()
                            .forEach((method, operation) -> addTo(operation, of(method, path))));
        }
    }

    private Map<String, Object> of(PathItem.HttpMethod method, String path) {
        return calls.getOrDefault(method.name() + " " + path, Map.of());
    }

    private static void addTo(Operation operation, Map<String, Object> example) {
        @Nullable RequestBody body = operation.getRequestBody();
        if (body != null && body.getContent() != null && example.containsKey("request")) {
            body.getContent().values().forEach(media -> media.setExample(example.get("request")));
        }
        if (operation.getResponses() != null && example.containsKey("response")) {
            operation.getResponses().forEach((status, response) -> {
                if (status.startsWith("2") && response.getContent() != null) {
                    response.getContent().values().forEach(media -> show(media, example.get("response")));
                }
            });
        }
    }

    private static void show(MediaType media, @Nullable Object response) {
        media.setExample(response);
    }
}
