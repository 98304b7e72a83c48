package spate.protocol.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a room is run, as everyone in it may know.
///
/// @param open whether the chat takes messages
/// @param textLength longest text of a message in code points
/// @param slowModeSeconds least time between two messages of one viewer, 0 for none
/// @param reactions what viewers may tap
/// @param shield whether the chat is paused for all but moderators and the owner
/// @param followersOnlySeconds how long one must have followed the room to write, 0 for any follower; null where
///     everyone may
/// @param membersOnly whether only members, VIPs and moderators may write
/// @param links whether viewers may write links
/// @param retentionDays for how many days its history is kept; null for ever
@JsonPropertyOrder({
    "open",
    "textLength",
    "slowModeSeconds",
    "reactions",
    "shield",
    "followersOnlySeconds",
    "membersOnly",
    "links",
    "retentionDays"
})
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RoomSettings(
        boolean open,
        int textLength,
        int slowModeSeconds,
        List<String> reactions,
        boolean shield,
        @Nullable Integer followersOnlySeconds,
        boolean membersOnly,
        boolean links,
        @Nullable Integer retentionDays) {

    /// What a new room begins with.
    public static final RoomSettings DEFAULTS = of(true, 500, 0, List.of("👍", "❤️", "😂", "😮", "👏"));

    /// Settings of a room that keeps its history for ever.
    public RoomSettings(
            boolean open,
            int textLength,
            int slowModeSeconds,
            List<String> reactions,
            boolean shield,
            @Nullable Integer followersOnlySeconds,
            boolean membersOnly,
            boolean links) {
        this(open, textLength, slowModeSeconds, reactions, shield, followersOnlySeconds, membersOnly, links, null);
    }

    /// Settings that bound what is written, but not who may write.
    public static RoomSettings of(boolean open, int textLength, int slowModeSeconds, List<String> reactions) {
        return new RoomSettings(open, textLength, slowModeSeconds, reactions, false, null, false, true, null);
    }

    /// Settings from JSON that may be older than some of the fields.
    @JsonCreator
    static RoomSettings read(
            @JsonProperty("open") @Nullable Boolean open,
            @JsonProperty("textLength") @Nullable Integer textLength,
            @JsonProperty("slowModeSeconds") @Nullable Integer slowModeSeconds,
            @JsonProperty("reactions") @Nullable List<String> reactions,
            @JsonProperty("shield") @Nullable Boolean shield,
            @JsonProperty("followersOnlySeconds") @Nullable Integer followersOnlySeconds,
            @JsonProperty("membersOnly") @Nullable Boolean membersOnly,
            @JsonProperty("links") @Nullable Boolean links,
            @JsonProperty("retentionDays") @Nullable Integer retentionDays) {
        return new RoomSettings(
                open == null || open,
                textLength == null ? DEFAULTS.textLength : textLength,
                slowModeSeconds == null ? 0 : slowModeSeconds,
                reactions == null ? DEFAULTS.reactions : reactions,
                shield != null && shield,
                followersOnlySeconds,
                membersOnly != null && membersOnly,
                links == null || links,
                retentionDays);
    }

    /// The same settings with the chat opened or closed.
    public RoomSettings withOpen(boolean open) {
        return new RoomSettings(
                open,
                textLength,
                slowModeSeconds,
                reactions,
                shield,
                followersOnlySeconds,
                membersOnly,
                links,
                retentionDays);
    }

    /// The same settings with the chat paused or going on.
    public RoomSettings withShield(boolean shield) {
        return new RoomSettings(
                open,
                textLength,
                slowModeSeconds,
                reactions,
                shield,
                followersOnlySeconds,
                membersOnly,
                links,
                retentionDays);
    }
}
