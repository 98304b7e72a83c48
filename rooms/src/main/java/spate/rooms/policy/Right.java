package spate.rooms.policy;

import static spate.rooms.policy.Standing.BANNED;
import static spate.rooms.policy.Standing.GUEST;
import static spate.rooms.policy.Standing.MODERATOR;
import static spate.rooms.policy.Standing.OWNER;
import static spate.rooms.policy.Standing.TIMED_OUT;
import static spate.rooms.policy.Standing.VIEWER;
import static spate.rooms.policy.Standing.VIP;

import java.util.EnumSet;
import java.util.Set;

/// What can be done in a room, and who may do it. This is the one table: every frame and every call asks here, and
/// `docs/rights.md` prints it.
public enum Right {
    READ("read the chat, its history and its pin", GUEST, BANNED, TIMED_OUT, VIEWER, VIP, MODERATOR, OWNER),
    POST("post messages", VIEWER, VIP, MODERATOR, OWNER),
    REACT("tap reactions", VIEWER, VIP, MODERATOR, OWNER),
    LIKE("like and follow the room", BANNED, TIMED_OUT, VIEWER, VIP, MODERATOR, OWNER),
    POST_AT_ONCE("post without waiting for slow mode", VIP, MODERATOR, OWNER),
    POST_AS_MEMBER("post while only followers or members may", VIP, MODERATOR, OWNER),
    POST_UNCHECKED("post links and blocked words, and while the shield is up", MODERATOR, OWNER),
    REMOVE_OWN("remove one's own messages", BANNED, TIMED_OUT, VIEWER, VIP, MODERATOR, OWNER),
    REMOVE_ANY("remove anybody's message, or all of a viewer's", MODERATOR, OWNER),
    RESTRICT("time out, ban, lift; see who is restricted", MODERATOR, OWNER),
    ASK_UNBAN("ask to be let back in", BANNED, TIMED_OUT),
    ANSWER_UNBAN("answer who asks to be let back in", MODERATOR, OWNER),
    PIN("pin and unpin a message", MODERATOR, OWNER),
    NOTICE("send a notice", MODERATOR, OWNER),
    SHIELD("pause the chat and let it go on", MODERATOR, OWNER),
    BLOCK_WORDS("see and change the blocked words", MODERATOR, OWNER),
    REVIEW("see held messages, approve and refuse them", MODERATOR, OWNER),
    SEE_AUDIT("see who moderated what", MODERATOR, OWNER),
    SEE_FIGURES("see the figures of the room", MODERATOR, OWNER),
    EXPORT("export the chat", OWNER),
    SEE_ROLES("see who is a moderator or a VIP", VIEWER, VIP, MODERATOR, OWNER),
    GIVE_VIP("make VIPs and members, and take it back", MODERATOR, OWNER),
    GIVE_MODERATOR("make moderators, and take it back", OWNER),
    CHANGE_ROOM("change title and settings, close and reopen", OWNER),
    MANAGE_BOTS("let bots in and put them out, and have events sent to webhooks", OWNER),
    DONATE("donate to the owner, with a text that everyone sees", VIEWER, VIP, MODERATOR),
    REFUND("give donations back, and see the statement of what came in", OWNER);

    private final String words;

    // Nobody changes it: it does not leave this class.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Standing> allowed;

    Right(String words, Standing first, Standing... others) {
        this.words = words;
        this.allowed = EnumSet.of(first, others);
    }

    /// What it is, for people.
    public String words() {
        return words;
    }

    /// Whether somebody who stands like this has it. What a bot may do, [RoomPolicy#allows] says.
    public boolean isOf(Standing standing) {
        return allowed.contains(standing);
    }
}
