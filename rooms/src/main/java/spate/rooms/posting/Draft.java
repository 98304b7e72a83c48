package spate.rooms.posting;

import org.jspecify.annotations.Nullable;
import spate.protocol.EventId;

/// What a viewer wants to post.
///
/// @param text the text as the viewer wrote it
/// @param key unique for each message of the author; makes sending again safe
/// @param replyTo the message it answers
public record Draft(
        String text, @Nullable String key, @Nullable EventId replyTo) {

    /// The same message with another text.
    Draft withText(String other) {
        return new Draft(other, key, replyTo);
    }
}
