package spate.protocol.event;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/// Events to JSON bytes and back. Thread-safe.
public final class EventJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private EventJson() {}

    /// The bytes that the log, the archive and every viewer get: one line of UTF-8 JSON.
    public static byte[] encode(RoomEvent event) {
        return MAPPER.writerFor(RoomEvent.class).writeValueAsBytes(event);
    }

    /// The event in the bytes of a record.
    ///
    /// @throws IllegalArgumentException if the bytes are not an event of a type known here
    public static RoomEvent decode(byte[] json) {
        try {
            return MAPPER.readValue(json, RoomEvent.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not an event: " + e.getOriginalMessage(), e);
        }
    }
}
