package spate.rooms.posting;

import org.jspecify.annotations.Nullable;
import spate.protocol.ErrorCode;
import spate.protocol.Refusal;
import spate.rooms.policy.RoomPolicy;

/// Says whether a message may be posted in a room. Plain decisions over what is in memory.
public final class MessageGate {

    private MessageGate() {}

    /// Why the draft may not be posted, or null where it may.
    public static @Nullable Refusal check(RoomPolicy policy, Draft draft) {
        if (!policy.settings().open()) {
            return Refusal.of(ErrorCode.ROOM_CLOSED, "the chat of this room is closed");
        }
        if (isEmpty(draft.text())) {
            return Refusal.ofField(ErrorCode.TEXT_EMPTY, "text", "the message is empty");
        }
        int longest = policy.settings().textLength();
        if (draft.text().codePointCount(0, draft.text().length()) > longest) {
            return Refusal.ofField(ErrorCode.TEXT_TOO_LONG, "text", "at most " + longest + " characters");
        }
        return null;
    }

    /// A text of white space and invisible characters only shows nothing.
    private static boolean isEmpty(String text) {
        return text.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.CONTROL);
    }
}
