package spate.rooms.held;

import reactor.core.publisher.Mono;
import spate.protocol.ErrorCode;
import spate.protocol.Refusal;
import spate.rooms.posting.MessageGate;

/// Where messages wait for a moderator's decision. Thread-safe.
public interface HeldMessages {

    /// Stores a message; one that is sent again is stored once. Fails where that cannot be done now: then
    /// nothing is promised.
    Mono<Outcome> hold(HeldMessage message);

    /// What came of it.
    enum Outcome {
        /// It waits, or was approved meanwhile.
        HELD,
        /// A moderator refused it.
        REFUSED,
        /// As many wait as may.
        FULL;

        /// What its author is told.
        public Refusal told() {
            return switch (this) {
                case HELD -> Refusal.of(ErrorCode.HELD, "moderators look at the message before it is shown");
                case REFUSED -> MessageGate.blocked();
                case FULL ->
                    Refusal.ofField(
                            ErrorCode.BLOCKED_WORD, "text", "too many messages wait for the moderators of this room");
            };
        }
    }
}
