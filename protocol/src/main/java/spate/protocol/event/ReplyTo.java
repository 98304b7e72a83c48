package spate.protocol.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/// The message that another one answers: its id, its author's id and name, and the beginning of its text. The
/// excerpt stands last, so that it can be taken out of the JSON where it stands: see [Quote].
///
/// @param by id of the author; null in replies of before it was told
/// @param excerpt empty where the message is not shown any more
@JsonPropertyOrder({"id", "by", "name", "excerpt"})
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReplyTo(String id, @Nullable String by, String name, String excerpt) {

    /// Longest excerpt in code points; longer texts end in `…`.
    public static final int EXCERPT_LENGTH = 80;

    /// The reply reference to a message.
    public static ReplyTo to(RoomEvent.Message target) {
        return new ReplyTo(target.id(), target.by().id(), target.by().name(), excerpt(target.text()));
    }

    private static String excerpt(String text) {
        if (text.codePointCount(0, text.length()) <= EXCERPT_LENGTH) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, EXCERPT_LENGTH - 1)) + "…";
    }
}
