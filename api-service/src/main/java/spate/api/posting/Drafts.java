package spate.api.posting;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spate.api.web.Problem;
import spate.api.web.Text;
import spate.protocol.ErrorCode;
import spate.protocol.EventId;
import spate.protocol.Limits;
import spate.protocol.Refusal;
import spate.rooms.posting.Draft;

/// Reads what a bot wants to post. Plain decisions.
final class Drafts {

    private Drafts() {}

    /// @throws spate.api.web.ProblemException where a field is missing or has not its form
    static Draft of(@Nullable String text, @Nullable String key, @Nullable String replyTo) {
        if (text == null || !Text.isWellFormed(text)) {
            throw refused("text", text == null ? "text is required" : "text is no Unicode text");
        }
        int longest = Limits.DEFAULTS.keyLength();
        if (key != null && (key.isEmpty() || key.length() > longest || !Text.isWellFormed(key))) {
            throw refused("key", "key must have 1 to " + longest + " characters");
        }
        Optional<EventId> target = replyTo == null ? Optional.empty() : EventId.parse(replyTo);
        if (replyTo != null && target.isEmpty()) {
            throw unknownTarget();
        }
        return new Draft(text, key, target.orElse(null));
    }

    /// The answered message is none of this room.
    static RuntimeException unknownTarget() {
        return refused("replyTo", "there is no such message in this room");
    }

    private static RuntimeException refused(String field, String message) {
        Problem problem = Problem.of(Refusal.ofField(ErrorCode.BAD_FRAME, field, message));
        return new Problem(422, problem.code(), problem.detail(), problem.errors(), null).toException();
    }
}
