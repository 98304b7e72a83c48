package spate.api.room;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spate.api.web.Violations;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;

/// What a room may consist of. Plain decisions.
final class RoomFields {

    private static final int TITLE_MAX = 120;
    private static final int DESCRIPTION_MAX = 2000;
    private static final int TAGS_MAX = 10;
    private static final int TAG_MAX = 30;
    private static final int TEXT_LENGTH_MAX = 2000;
    private static final int SLOW_MODE_MAX = 300;
    private static final int FOLLOWERS_ONLY_OFF = -1;
    private static final int FOLLOWERS_ONLY_MAX = 90 * 24 * 3_600;
    private static final int RETENTION_OFF = -1;
    private static final int RETENTION_MAX = 3_650;
    private static final int REACTIONS_MAX = 10;
    private static final int REACTION_CHARS_MAX = 32; // as in a `react` frame

    private RoomFields() {}

    static String id(Violations violations, String id) {
        if (RoomId.parse(id).isEmpty()) {
            violations.add("id", "form", "id must be 3 to 40 of a-z, 0-9 and -");
        } else if (new RoomId(id).isDirect()) {
            violations.add("id", "reserved", "such ids are given to direct rooms");
        }
        return id;
    }

    static String title(Violations violations, String title) {
        return violations.text("title", title, 1, TITLE_MAX);
    }

    static String description(Violations violations, String description) {
        return violations.text("description", description, 0, DESCRIPTION_MAX);
    }

    static String kind(Violations violations, @Nullable String kind) {
        if (kind != null && !kind.equals(Room.LIVE)) {
            violations.add("kind", "unsupported", "kind must be live or direct");
        }
        return Room.LIVE;
    }

    static List<String> tags(Violations violations, List<@Nullable String> tags) {
        Set<String> distinct = new LinkedHashSet<>();
        if (tags.size() > TAGS_MAX) {
            violations.add("tags", "count", "at most " + TAGS_MAX + " tags");
            return List.of();
        }
        for (String tag : tags) {
            distinct.add(violations.text("tags", violations.required("tags", tag), 1, TAG_MAX));
        }
        return List.copyOf(distinct);
    }

    /// The settings after a change; what is absent stays.
    static RoomSettings settings(Violations violations, RoomSettings now, SettingsChange change) {
        int textLength = change.textLength() == null ? now.textLength() : change.textLength();
        int slowMode = change.slowModeSeconds() == null ? now.slowModeSeconds() : change.slowModeSeconds();
        if (textLength < 1 || textLength > TEXT_LENGTH_MAX) {
            violations.add("settings.textLength", "range", "textLength must be 1 to " + TEXT_LENGTH_MAX);
        }
        if (slowMode < 0 || slowMode > SLOW_MODE_MAX) {
            violations.add("settings.slowModeSeconds", "range", "slowModeSeconds must be 0 to " + SLOW_MODE_MAX);
        }
        Integer followers = followersOnly(violations, now, change.followersOnlySeconds());
        List<@Nullable String> reactions = change.reactions();
        return new RoomSettings(
                now.open(),
                textLength,
                slowMode,
                reactions == null ? now.reactions() : checked(violations, reactions),
                change.shield() == null ? now.shield() : change.shield(),
                followers,
                change.membersOnly() == null ? now.membersOnly() : change.membersOnly(),
                change.links() == null ? now.links() : change.links(),
                retention(violations, now, change.retentionDays()));
    }

    /// `null` says that it stays, so something else must say that everyone may write.
    private static @Nullable Integer followersOnly(Violations violations, RoomSettings now, @Nullable Integer seconds) {
        if (seconds == null) {
            return now.followersOnlySeconds();
        }
        if (seconds < FOLLOWERS_ONLY_OFF || seconds > FOLLOWERS_ONLY_MAX) {
            violations.add(
                    "settings.followersOnlySeconds",
                    "range",
                    "followersOnlySeconds must be 0 to " + FOLLOWERS_ONLY_MAX + ", or -1 for everyone");
        }
        return seconds == FOLLOWERS_ONLY_OFF ? null : seconds;
    }

    /// `null` says that it stays, so something else must say that history is kept for ever.
    private static @Nullable Integer retention(Violations violations, RoomSettings now, @Nullable Integer days) {
        if (days == null) {
            return now.retentionDays();
        }
        if (days != RETENTION_OFF && (days < 1 || days > RETENTION_MAX)) {
            violations.add(
                    "settings.retentionDays",
                    "range",
                    "retentionDays must be 1 to " + RETENTION_MAX + ", or -1 to keep everything");
        }
        return days == RETENTION_OFF ? null : days;
    }

    private static List<String> checked(Violations violations, List<@Nullable String> reactions) {
        String field = "settings.reactions";
        Set<String> distinct = new LinkedHashSet<>();
        if (reactions.size() > REACTIONS_MAX) {
            violations.add(field, "count", "at most " + REACTIONS_MAX + " reactions");
            return List.of();
        }
        for (String reaction : reactions) {
            String shown = violations.text(field, violations.required(field, reaction), 1, REACTION_CHARS_MAX);
            if (shown.length() > REACTION_CHARS_MAX || shown.chars().anyMatch(Character::isWhitespace)) {
                violations.add(field, "form", "a reaction is one emoji");
            }
            if (!distinct.add(shown)) {
                violations.add(field, "distinct", "reactions must differ");
            }
        }
        return List.copyOf(distinct);
    }

    /// A change of settings; what is absent stays.
    ///
    /// @param followersOnlySeconds -1 where everyone may write
    /// @param retentionDays -1 where history is kept for ever
    record SettingsChange(
            @Nullable Integer textLength,
            @Nullable Integer slowModeSeconds,
            @Nullable List<@Nullable String> reactions,
            @Nullable Boolean shield,
            @Nullable Integer followersOnlySeconds,
            @Nullable Boolean membersOnly,
            @Nullable Boolean links,
            @Nullable Integer retentionDays) {}
}
