package spate.chat.session;

import spate.protocol.EventId;
import spate.protocol.Position;
import spate.protocol.Refusal;

/// What came of a post.
sealed interface PostOutcome {

    /// The log has it.
    record Posted(EventId event, Position position) implements PostOutcome {}

    /// It was not done.
    record Refused(Refusal refusal) implements PostOutcome {}
}
