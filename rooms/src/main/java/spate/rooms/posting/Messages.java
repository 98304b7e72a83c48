package spate.rooms.posting;

import java.util.List;
import org.jspecify.annotations.Nullable;
import spate.protocol.EventId;
import spate.protocol.event.Author;
import spate.protocol.event.ReplyTo;
import spate.protocol.event.RoomEvent;
import spate.rooms.log.LogEntry;
import spate.rooms.policy.BotId;
import spate.rooms.policy.Role;
import spate.rooms.policy.RoomPolicy;

/// Composes message events.
public final class Messages {

    private Messages() {}

    /// The log entry for a draft that passed the gate. The same author, room and key give the same event id.
    ///
    /// @param replyTo the answered message as it will be shown, if there is one
    /// @param at server clock, milliseconds since 1970
    public static LogEntry compose(RoomPolicy policy, Poster poster, Draft draft, @Nullable ReplyTo replyTo, long at) {
        EventId id = draft.key() == null ? EventId.random() : EventId.derive(policy.room(), poster.id(), draft.key());
        var message = new RoomEvent.Message(id.value(), at, author(policy, poster), draft.text(), replyTo);
        return LogEntry.of(policy.room(), message, poster.id());
    }

    /// A viewer or a bot as the others in a room see it: with the role of now, and badges that tell a bot.
    public static Author author(RoomPolicy policy, Poster poster) {
        Role role = policy.roleOf(poster.id());
        return new Author(
                poster.id(), poster.name(), role.word(), poster.color(), badges(role, BotId.isBot(poster.id())));
    }

    /// The badges that somebody has in every room; those of roles come with each room.
    public static List<String> badges(Poster poster) {
        return badges(Role.VIEWER, BotId.isBot(poster.id()));
    }

    private static List<String> badges(Role role, boolean isBot) {
        if (role == Role.VIEWER) {
            return isBot ? List.of("bot") : List.of();
        }
        return isBot ? List.of("bot", role.word()) : List.of(role.word());
    }
}
