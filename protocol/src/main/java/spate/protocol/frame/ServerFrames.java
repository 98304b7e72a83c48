package spate.protocol.frame;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spate.protocol.EventId;
import spate.protocol.Limits;
import spate.protocol.Position;
import spate.protocol.Refusal;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/// Frames to sessions, as UTF-8 JSON. Thread-safe, without state.
public final class ServerFrames {

    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private ServerFrames() {}

    /// Answers `hello`.
    public static byte[] welcome(
            @Nullable FrameId re, String session, @Nullable Viewer viewer, int heartbeatSeconds, Limits limits) {
        return write("welcome", re, json -> {
            json.writeStringProperty("session", session);
            json.writeName("viewer");
            json.writeRawValue(MAPPER.writeValueAsString(viewer));
            json.writeNumberProperty("heartbeatSeconds", heartbeatSeconds);
            json.writeName("limits");
            json.writeRawValue(MAPPER.writeValueAsString(limits));
        });
    }

    /// Answers `join`. `history` holds events as the log has them; `withHistory` is false where the transport
    /// sends them by themselves.
    public static byte[] joined(@Nullable FrameId re, Joined joined, boolean withHistory) {
        return write("joined", re, json -> {
            json.writeStringProperty("room", joined.room().value());
            json.writeStringProperty("position", joined.position().toString());
            json.writeBooleanProperty("recovered", joined.recovered());
            if (withHistory) {
                json.writeName("history");
                json.writeStartArray();
                for (byte[] event : joined.history()) {
                    json.writeRawValue(new String(event, StandardCharsets.UTF_8));
                }
                json.writeEndArray();
            }
            json.writeName("settings");
            json.writeRawValue(MAPPER.writeValueAsString(joined.settings()));
            json.writeNumberProperty("viewers", joined.viewers());
            json.writeStringProperty("role", joined.role());
            json.writeName("pinned");
            byte[] pinned = joined.pinned();
            json.writeRawValue(pinned == null ? "null" : new String(pinned, StandardCharsets.UTF_8));
        });
    }

    /// Answers `leave`.
    public static byte[] left(@Nullable FrameId re, RoomId room) {
        return write("left", re, json -> json.writeStringProperty("room", room.value()));
    }

    /// Answers `ping`.
    public static byte[] pong(@Nullable FrameId re) {
        return write("pong", re, json -> {});
    }

    /// Answers `post` once the log has the message.
    public static byte[] posted(@Nullable FrameId re, EventId event, Position position) {
        return write("posted", re, json -> {
            json.writeStringProperty("event", event.value());
            json.writeStringProperty("position", position.toString());
        });
    }

    /// Says why a frame was not done.
    public static byte[] error(@Nullable FrameId re, Refusal refusal) {
        return write("error", re, json -> {
            json.writeStringProperty("code", refusal.code().code());
            json.writeStringProperty("message", refusal.message());
            if (refusal.retryAfterMillis() > 0) {
                json.writeNumberProperty("retryAfterMs", refusal.retryAfterMillis());
            }
            if (refusal.field() != null) {
                json.writeStringProperty("field", refusal.field());
            }
        });
    }

    /// Events spliced into one frame, their bytes untouched.
    ///
    /// @param events as the log has them, oldest first; none where all of them are hidden by now
    public static byte[] events(RoomId room, Position prev, Position position, List<byte[]> events) {
        byte[] head = ("{\"type\":\"events\",\"room\":\"" + room + "\",\"prev\":\"" + prev + "\",\"position\":\""
                        + position + "\",\"events\":[")
                .getBytes(StandardCharsets.US_ASCII);
        int size = head.length + Math.max(1, events.size()) + 1;
        for (byte[] event : events) {
            size += event.length;
        }
        byte[] frame = new byte[size];
        System.arraycopy(head, 0, frame, 0, head.length);
        int at = head.length;
        for (byte[] event : events) {
            System.arraycopy(event, 0, frame, at, event.length);
            at += event.length;
            frame[at++] = ',';
        }
        if (events.isEmpty()) {
            at++;
        }
        frame[at - 1] = ']';
        frame[at] = '}';
        return frame;
    }

    /// Says that this session's reader fell behind and what it skipped.
    public static byte[] missed(RoomId room, Position prev, Position position) {
        return write("missed", null, json -> {
            json.writeStringProperty("room", room.value());
            json.writeStringProperty("prev", prev.toString());
            json.writeStringProperty("position", position.toString());
        });
    }

    /// Says how many viewers the room has.
    public static byte[] audience(RoomId room, long viewers) {
        return write("audience", null, json -> {
            json.writeStringProperty("room", room.value());
            json.writeNumberProperty("viewers", viewers);
        });
    }

    /// Says that this server is about to stop; the session ends with [CloseReason#RESTART].
    public static byte[] drain(long reconnectWithinMillis) {
        return write("drain", null, json -> json.writeNumberProperty("reconnectWithinMs", reconnectWithinMillis));
    }

    private static byte[] write(String type, @Nullable FrameId re, Body body) {
        var out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("type", type);
            if (re != null) {
                json.writeName("re");
                json.writeRawValue(re.json());
            }
            body.write(json);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private interface Body {
        void write(JsonGenerator json);
    }

    /// Who a session speaks for, as `welcome` tells it.
    public record Viewer(String id, String name, String handle, String color, List<String> badges) {}

    /// What a `join` led to.
    ///
    /// @param position where the events that follow go on
    /// @param recovered whether they go on right after the position that the session gave
    /// @param history events as the log has them, oldest first, up to `position`
    /// @param viewers how many viewers the room has, over all replicas
    /// @param role the viewer's role in the room
    /// @param pinned the pinned message's event, if there is one
    public record Joined(
            RoomId room,
            Position position,
            boolean recovered,
            List<byte[]> history,
            RoomSettings settings,
            long viewers,
            String role,
            byte @Nullable [] pinned) {}
}
