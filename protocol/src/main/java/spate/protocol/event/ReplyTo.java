package spate.protocol.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/// The message that another one answers: its id, its author's name and the beginning of its text.
@JsonPropertyOrder({"id", "name", "excerpt"})
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReplyTo(String id, String name, String excerpt) {

    /// Longest excerpt in code points; longer texts end in `…`.
    public static final int EXCERPT_LENGTH = 80;

    /// The reply reference to a message.
    public static ReplyTo to(RoomEvent.Message target) {
        return new ReplyTo(target.id(), target.by().name(), excerpt(target.text()));
    }

    private static String excerpt(String text) {
        if (text.codePointCount(0, text.length()) <= EXCERPT_LENGTH) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, EXCERPT_LENGTH - 1)) + "…";
    }
}
