package spate.protocol.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/// How a room is run, as everyone in it may know.
///
/// @param open whether the chat takes messages
/// @param textLength longest text of a message in code points
/// @param slowModeSeconds least time between two messages of one viewer, 0 for none
/// @param reactions what viewers may tap
@JsonPropertyOrder({"open", "textLength", "slowModeSeconds", "reactions"})
@JsonIgnoreProperties(ignoreUnknown = true)
public record RoomSettings(boolean open, int textLength, int slowModeSeconds, List<String> reactions) {

    /// What a new room begins with.
    public static final RoomSettings DEFAULTS = new RoomSettings(true, 500, 0, List.of("👍", "❤️", "😂", "😮", "👏"));

    /// The same settings with the chat opened or closed.
    public RoomSettings withOpen(boolean open) {
        return new RoomSettings(open, textLength, slowModeSeconds, reactions);
    }
}
