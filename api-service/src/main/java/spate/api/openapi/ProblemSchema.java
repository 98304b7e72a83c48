package spate.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Map;

/// What every call answers with where it is not done.
final class ProblemSchema {

    private static final String NAME = "Problem";
    private static final Map<String, Object> EXAMPLE = Map.of(
            "type", "about:blank",
            "title", "Not Found",
            "status", 404,
            "detail", "no such room",
            "instance", "/api/rooms/no-room",
            "code", "room_unknown");

    private ProblemSchema() {}

    static void addTo(OpenAPI document) {
        Components components = document.getComponents();
        components.addSchemas(NAME, schema());
        if (document.getPaths() == null) {
            return;
        }
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .filter(operation -> operation.getResponses() != null)
                .forEach(operation -> operation.getResponses().addApiResponse(ApiResponses.DEFAULT, response()));
    }

    private static ApiResponse response() {
        var body = new MediaType()
                .schema(new Schema<>().$ref("#/components/schemas/" + NAME))
                .example(EXAMPLE);
        return new ApiResponse()
                .description("Not done; `code` says why")
                .content(new Content().addMediaType("application/problem+json", body));
    }

    private static Schema<?> schema() {
        var field = new ObjectSchema();
        field.setRequired(List.of("field", "code", "message"));
        field.addProperty("field", new StringSchema())
                .addProperty("code", new StringSchema())
                .addProperty("message", new StringSchema());
        var problem = new ObjectSchema();
        problem.setRequired(List.of("type", "title", "status", "detail", "instance", "code"));
        problem.addProperty("type", new StringSchema())
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("for people"))
                .addProperty("instance", new StringSchema())
                .addProperty("code", new StringSchema().description("for programs"))
                .addProperty("field", new StringSchema().description("where one field is wrong"))
                .addProperty("errors", new ArraySchema().items(field))
                .addProperty("retryAfterMs", new IntegerSchema().description("where waiting helps"))
                .addProperty("trace", new StringSchema().description("names the entry in the server's log"));
        return problem;
    }
}
