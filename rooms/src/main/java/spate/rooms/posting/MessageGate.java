package spate.rooms.posting;

import org.jspecify.annotations.Nullable;
import spate.protocol.ErrorCode;
import spate.protocol.Refusal;
import spate.rooms.policy.Restriction;
import spate.rooms.policy.Right;
import spate.rooms.policy.RoomPolicy;
import spate.rooms.policy.Standing;
import spate.rooms.policy.Tie;
import spate.rooms.words.WordVerdict;

/// Says whether a message may be posted in a room. Plain decisions over what is in memory.
public final class MessageGate {

    private MessageGate() {}

    /// Why a viewer may not post the draft now, or null where it may be.
    ///
    /// @param viewer viewer id
    /// @param at now, milliseconds since 1970
    public static @Nullable Refusal check(RoomPolicy policy, String viewer, Draft draft, long at) {
        Refusal refusal = standing(policy, Right.POST, viewer, at);
        return refusal != null ? refusal : words(policy, viewer, draft, at);
    }

    /// Why a viewer may not donate now with this text, or null.
    ///
    /// @param viewer viewer id
    /// @param text what everyone is to see, null for none
    /// @param at now, milliseconds since 1970
    public static @Nullable Refusal donation(RoomPolicy policy, String viewer, @Nullable String text, long at) {
        Refusal refusal = standing(policy, Right.DONATE, viewer, at);
        return refusal != null || text == null ? refusal : words(policy, viewer, new Draft(text, null, null), at);
    }

    private static @Nullable Refusal words(RoomPolicy policy, String viewer, Draft draft, long at) {
        Refusal refusal = text(policy, draft);
        boolean isBound = !policy.settings().links() && !policy.allows(Right.POST_UNCHECKED, viewer, at);
        if (refusal == null && isBound && Links.isIn(draft.text())) {
            return Refusal.ofField(ErrorCode.LINKS_FORBIDDEN, "text", "no links in this chat");
        }
        return refusal;
    }

    /// What becomes of a draft that passed [#check] because of the words that are blocked in the room. Plain
    /// code with a bounded cost, whatever text and words are.
    ///
    /// @param viewer viewer id
    /// @param at now, milliseconds since 1970
    public static Screened screen(RoomPolicy policy, String viewer, Draft draft, long at) {
        if (policy.allows(Right.POST_UNCHECKED, viewer, at)) {
            return new Screened.Passed(draft);
        }
        return switch (policy.words().judge(draft.text())) {
            case WordVerdict.Clear _ -> new Screened.Passed(draft);
            case WordVerdict.Masked(String masked) -> new Screened.Passed(draft.withText(masked));
            case WordVerdict.Held _ -> new Screened.Held(draft);
            case WordVerdict.Refused _ -> new Screened.Refused(blocked());
        };
    }

    /// The refusal of a message with a blocked word. It does not say which.
    public static Refusal blocked() {
        return Refusal.ofField(ErrorCode.BLOCKED_WORD, "text", "the message has a word that is blocked here");
    }

    /// Whether [#tied] must be asked before a viewer may post.
    public static boolean asksForTie(RoomPolicy policy, String viewer, long at) {
        boolean isBound = policy.settings().membersOnly() || policy.settings().followersOnlySeconds() != null;
        return isBound && !policy.allows(Right.POST_AS_MEMBER, viewer, at);
    }

    /// Why a viewer may not post in a room that only its members or followers may write in, or null. Members write
    /// where followers do.
    public static @Nullable Refusal tied(RoomPolicy policy, Tie tie, long at) {
        if (tie.isMember()) {
            return null;
        }
        if (policy.settings().membersOnly()) {
            return Refusal.of(ErrorCode.MEMBERS_ONLY, "only members may write here");
        }
        Integer seconds = policy.settings().followersOnlySeconds();
        if (seconds == null) {
            return null;
        }
        if (tie.followedAt() == 0) {
            return Refusal.of(ErrorCode.FOLLOWERS_ONLY, "only followers may write here");
        }
        long wait = tie.followedAt() + seconds * 1_000L - at;
        return wait <= 0
                ? null
                : Refusal.retryAfter(ErrorCode.FOLLOWERS_ONLY, "only who follows for longer may write here", wait);
    }

    /// Why a viewer may not write in the room at all now, or null.
    ///
    /// @param right to post, to react or to donate
    /// @param viewer viewer id, null for a guest
    public static @Nullable Refusal standing(RoomPolicy policy, Right right, @Nullable String viewer, long at) {
        Standing standing = policy.standingOf(viewer, at);
        if (standing != Standing.STRANGER && !policy.settings().open()) {
            return Refusal.of(ErrorCode.ROOM_CLOSED, "the chat of this room is closed");
        }
        if (!policy.allows(right, viewer, at)) {
            return switch (standing) {
                case STRANGER -> Refusal.ofField(ErrorCode.ROOM_UNKNOWN, "room", "no such room");
                case GUEST -> Refusal.of(ErrorCode.SIGN_IN_REQUIRED, "sign in to write");
                case BANNED -> Refusal.of(ErrorCode.BANNED, "you are banned from this chat");
                case TIMED_OUT ->
                    Refusal.retryAfter(ErrorCode.TIMED_OUT, "you are timed out", restOf(policy, viewer, at));
                case VIEWER, VIP, MODERATOR, OWNER, BOT ->
                    Refusal.of(ErrorCode.FORBIDDEN, "this is not yours to do here");
            };
        }
        if (policy.settings().shield() && !policy.allows(Right.POST_UNCHECKED, viewer, at)) {
            return Refusal.of(ErrorCode.ROOM_SHIELDED, "the chat is paused by its moderators");
        }
        return null;
    }

    private static long restOf(RoomPolicy policy, @Nullable String viewer, long at) {
        Restriction restriction = viewer == null ? null : policy.restrictionOf(viewer, at);
        return restriction == null ? 0 : restriction.until() - at;
    }

    private static @Nullable Refusal text(RoomPolicy policy, Draft draft) {
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
