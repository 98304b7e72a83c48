package spate.api.room;

import java.util.List;
import spate.protocol.event.RoomSettings;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The JSON in the columns of a room.
final class RoomJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};

    private RoomJson() {}

    static String tags(List<String> tags) {
        return MAPPER.writeValueAsString(tags);
    }

    static List<String> tags(String json) {
        return MAPPER.readValue(json, STRINGS);
    }

    static String settings(RoomSettings settings) {
        return MAPPER.writeValueAsString(settings);
    }

    static RoomSettings settings(String json) {
        return MAPPER.readValue(json, RoomSettings.class);
    }
}
