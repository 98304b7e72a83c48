package spate.api.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import spate.protocol.RoomId;
import spate.protocol.event.RoomEvent;
import spate.protocol.event.RoomSettings;

class RoomChangeTests {

    private static final Room ROOM = new Room(
            new RoomId("demo"),
            new Room.Owner("owner", "mina", "미나"),
            "title",
            "",
            List.of("a"),
            "live",
            RoomSettings.DEFAULTS,
            7,
            1,
            0,
            0);

    @Test
    void whatIsAbsentStays() {
        var outcome = new RoomChange(null, null, null, null, null).applyTo(ROOM, 5);
        assertThat(outcome.room()).isEqualTo(ROOM);
        assertThat(outcome.events()).isEmpty();
    }

    @Test
    void aNewTitleIsANewVersionWithoutAnEvent() {
        var outcome = new RoomChange("other", null, null, null, null).applyTo(ROOM, 5);
        assertThat(outcome.room().title()).isEqualTo("other");
        assertThat(outcome.room().version()).isEqualTo(8);
        assertThat(outcome.events()).isEmpty();
    }

    @Test
    void settingsAndClosingAreTwoEventsWithRisingVersions() {
        var settings = new RoomFields.SettingsChange(100, null, null, null, null, null, null, null);
        var outcome = new RoomChange("other", null, null, settings, false).applyTo(ROOM, 5);
        assertThat(outcome.room().version()).isEqualTo(9);
        assertThat(outcome.room().settings())
                .isEqualTo(RoomSettings.of(false, 100, 0, RoomSettings.DEFAULTS.reactions()));
        assertThat(outcome.events()).hasSize(2);
        assertThat(outcome.events().getFirst())
                .isInstanceOfSatisfying(
                        RoomEvent.Settings.class,
                        event -> assertThat(event.version()).isEqualTo(8));
        assertThat(outcome.events().getLast())
                .isInstanceOfSatisfying(
                        RoomEvent.Closed.class,
                        event -> assertThat(event.version()).isEqualTo(9));
    }

    @Test
    void openingWhatIsOpenIsNoChange() {
        var outcome = new RoomChange(null, null, null, null, true).applyTo(ROOM, 5);
        assertThat(outcome.room().version()).isEqualTo(7);
        assertThat(outcome.events()).isEmpty();
    }
}
