package spate.protocol.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that happened in a room. The JSON of an event is written once, by the service that appends it, and
/// goes unchanged through the log, the archive and every transport.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(RoomEvent.Message.class),
    @JsonSubTypes.Type(RoomEvent.Reactions.class),
    @JsonSubTypes.Type(RoomEvent.Donation.class),
    @JsonSubTypes.Type(RoomEvent.Removed.class),
    @JsonSubTypes.Type(RoomEvent.Cleared.class),
    @JsonSubTypes.Type(RoomEvent.Pinned.class),
    @JsonSubTypes.Type(RoomEvent.Unpinned.class),
    @JsonSubTypes.Type(RoomEvent.Settings.class),
    @JsonSubTypes.Type(RoomEvent.Opened.class),
    @JsonSubTypes.Type(RoomEvent.Closed.class),
    @JsonSubTypes.Type(RoomEvent.Broadcast.class),
    @JsonSubTypes.Type(RoomEvent.Trending.class),
    @JsonSubTypes.Type(RoomEvent.Notice.class),
    @JsonSubTypes.Type(RoomEvent.Lifted.class),
    @JsonSubTypes.Type(RoomEvent.RoleGiven.class),
})
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public sealed interface RoomEvent {

    /// Unique in the room; an [spate.protocol.EventId].
    String id();

    /// Server clock when it was accepted, milliseconds since 1970.
    long at();

    /// A viewer's message.
    @JsonTypeName("message")
    @JsonPropertyOrder({"id", "at", "by", "text", "replyTo"})
    record Message(
            String id,
            long at,
            Author by,
            String text,
            @Nullable ReplyTo replyTo) implements RoomEvent {}

    /// Taps of about half a second, summed.
    @JsonTypeName("reactions")
    @JsonPropertyOrder({"id", "at", "counts"})
    record Reactions(String id, long at, Map<String, Long> counts) implements RoomEvent {}

    /// A donation; amounts are whole units of the currency.
    @JsonTypeName("donation")
    @JsonPropertyOrder({"id", "at", "by", "amount", "currency", "tier", "text"})
    record Donation(
            String id,
            long at,
            Author by,
            long amount,
            String currency,
            int tier,
            @Nullable String text) implements RoomEvent {}

    /// One message is gone, and with it its pin if it was pinned.
    @JsonTypeName("removed")
    @JsonPropertyOrder({"id", "at", "target", "by"})
    record Removed(String id, long at, String target, Author by) implements RoomEvent {}

    /// All messages of a viewer up to here are hidden; reason is `timeout`, `ban` or `clear`. After a timeout or a
    /// ban the viewer's later messages are not shown either: those accepted before `until`, or all of them where
    /// `reason` is `ban`. `version` orders what moderators do in the room.
    @JsonTypeName("cleared")
    @JsonPropertyOrder({"id", "at", "viewer", "reason", "by", "until", "version"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Cleared(
            String id,
            long at,
            String viewer,
            String reason,
            Author by,
            @Nullable Long until,
            @Nullable Long version) implements RoomEvent {}

    /// A timeout or ban ended before its time: the viewer's messages after this are shown again.
    @JsonTypeName("lifted")
    @JsonPropertyOrder({"id", "at", "viewer", "by", "version"})
    record Lifted(String id, long at, String viewer, Author by, long version) implements RoomEvent {}

    /// A viewer has another role in the room: `viewer`, `vip` or `moderator`.
    @JsonTypeName("role")
    @JsonPropertyOrder({"id", "at", "viewer", "name", "role", "by", "version"})
    record RoleGiven(String id, long at, String viewer, String name, String role, Author by, long version)
            implements RoomEvent {}

    /// A message was pinned, in the place of the one that was.
    @JsonTypeName("pinned")
    @JsonPropertyOrder({"id", "at", "target", "version"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Pinned(
            String id, long at, Message target, @Nullable Long version) implements RoomEvent {}

    /// The pin was taken away.
    @JsonTypeName("unpinned")
    @JsonPropertyOrder({"id", "at", "target", "version"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Unpinned(
            String id, long at, Message target, @Nullable Long version) implements RoomEvent {}

    /// The room's settings after a change; a higher version is newer. Where the blocked words changed,
    /// `wordsVersion` says so: the version of the list, which moderators and servers look up elsewhere.
    @JsonTypeName("settings")
    @JsonPropertyOrder({"id", "at", "settings", "version", "wordsVersion"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Settings(
            String id,
            long at,
            RoomSettings settings,
            long version,
            @Nullable Long wordsVersion) implements RoomEvent {

        /// A change that leaves the blocked words as they were.
        public Settings(String id, long at, RoomSettings settings, long version) {
            this(id, at, settings, version, null);
        }
    }

    /// The chat was opened; `version` is the room's version after it.
    @JsonTypeName("opened")
    @JsonPropertyOrder({"id", "at", "version"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Opened(String id, long at, @Nullable Long version) implements RoomEvent {}

    /// The chat was closed; `version` is the room's version after it.
    @JsonTypeName("closed")
    @JsonPropertyOrder({"id", "at", "version"})
    record Closed(String id, long at, @Nullable Long version) implements RoomEvent {}

    /// The broadcast went on or off air; state is `live` or `ended`.
    @JsonTypeName("broadcast")
    @JsonPropertyOrder({"id", "at", "state", "playback"})
    record Broadcast(
            String id, long at, String state, @Nullable String playback) implements RoomEvent {}

    /// Words of the last minute, most used first.
    @JsonTypeName("trending")
    @JsonPropertyOrder({"id", "at", "words"})
    record Trending(String id, long at, List<Word> words) implements RoomEvent {}

    /// An announcement by the owner or a moderator.
    @JsonTypeName("notice")
    @JsonPropertyOrder({"id", "at", "text", "by"})
    record Notice(String id, long at, String text, Author by) implements RoomEvent {}

    /// A word and how many viewers used it.
    record Word(String word, long count) {}
}
