package spate.api.room;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spate.api.web.Violations;
import spate.protocol.EventId;
import spate.protocol.event.RoomEvent;
import spate.protocol.event.RoomSettings;

/// A change of a room; what is absent stays.
///
/// @param open opens or closes the chat
record RoomChange(
        @Nullable String title,
        @Nullable String description,
        @Nullable List<@Nullable String> tags,
        RoomFields.@Nullable SettingsChange settings,
        @Nullable Boolean open) {

    /// The change that closes a room.
    static final RoomChange CLOSE = new RoomChange(null, null, null, null, false);

    /// What becomes of a room and what its viewers are told. Plain decision.
    ///
    /// @throws spate.api.web.ProblemException 422 where a field breaks a rule
    Outcome applyTo(Room room, long now) {
        var violations = new Violations();
        String newTitle = title == null ? room.title() : RoomFields.title(violations, title);
        String newDescription =
                description == null ? room.description() : RoomFields.description(violations, description);
        List<String> newTags = tags == null ? room.tags() : RoomFields.tags(violations, tags);
        RoomSettings adjusted =
                settings == null ? room.settings() : RoomFields.settings(violations, room.settings(), settings);
        violations.throwIfAny();

        RoomSettings newSettings = adjusted.withOpen(open == null ? adjusted.open() : open);
        long version = room.version();
        List<RoomEvent> events = new ArrayList<>();
        if (!adjusted.equals(room.settings())) {
            version++;
            events.add(new RoomEvent.Settings(EventId.random().value(), now, newSettings, version));
        }
        if (newSettings.open() != room.settings().open()) {
            version++;
            events.add(openness(newSettings.open(), now, version));
        }
        boolean isRenamed = !newTitle.equals(room.title())
                || !newDescription.equals(room.description())
                || !newTags.equals(room.tags());
        if (isRenamed && events.isEmpty()) {
            version++;
        }
        var changed = new Room(
                room.id(),
                room.owner(),
                newTitle,
                newDescription,
                newTags,
                room.kind(),
                newSettings,
                version,
                room.createdAt(),
                room.likes(),
                room.followers(),
                room.partner());
        return new Outcome(changed, events);
    }

    private static RoomEvent openness(boolean open, long now, long version) {
        String id = EventId.random().value();
        return open ? new RoomEvent.Opened(id, now, version) : new RoomEvent.Closed(id, now, version);
    }

    /// The room after the change, and the events that tell of it, in order.
    record Outcome(Room room, List<RoomEvent> events) {}
}
