package spate.rooms.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;

class RightTests {

    private static final RoomPolicy POLICY = new RoomPolicy(
            new RoomId("the-room"),
            "owner",
            RoomSettings.DEFAULTS,
            1,
            People.NONE
                    .withRole("mod", Role.MODERATOR, 1)
                    .withRole("vip", Role.VIP, 2)
                    .withRestriction("banned", new Restriction(Restriction.FOR_EVER, 3))
                    .withRestriction("timed-out", new Restriction(1_000, 4))
                    .withRestriction("owner", new Restriction(Restriction.FOR_EVER, 5)));

    @Test
    void theDocsPrintTheTable() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/rights.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows)
                .isEqualTo(Arrays.stream(Right.values()).map(RightTests::row).toList());
    }

    private static String row(Right right) {
        return Arrays.stream(Standing.values())
                .map(standing -> standing == Standing.BOT ? scopes(right) : right.isOf(standing) ? "yes" : "")
                .collect(Collectors.joining(
                        " | ", "| `" + right.name().toLowerCase(Locale.ROOT) + "` | " + right.words() + " | ", " |"));
    }

    private static String scopes(Right right) {
        return Arrays.stream(BotScope.values())
                .filter(scope -> scope.gives(right))
                .map(BotScope::word)
                .collect(Collectors.joining(", "));
    }

    @Test
    void standingsFollowFromRoleAndRestriction() {
        assertThat(POLICY.standingOf(null, 1)).isEqualTo(Standing.GUEST);
        assertThat(POLICY.standingOf("anybody", 1)).isEqualTo(Standing.VIEWER);
        assertThat(POLICY.standingOf("vip", 1)).isEqualTo(Standing.VIP);
        assertThat(POLICY.standingOf("mod", 1)).isEqualTo(Standing.MODERATOR);
        assertThat(POLICY.standingOf("banned", Long.MAX_VALUE - 1)).isEqualTo(Standing.BANNED);
        assertThat(POLICY.standingOf("timed-out", 999)).isEqualTo(Standing.TIMED_OUT);
        assertThat(POLICY.standingOf("timed-out", 1_000)).isEqualTo(Standing.VIEWER);
    }

    @Test
    void nobodyRestrictsTheOwner() {
        assertThat(POLICY.standingOf("owner", 1)).isEqualTo(Standing.OWNER);
    }

    @Test
    void aDirectRoomIsForTheTwoOnly() {
        RoomId room = RoomId.randomDirect();
        var policy = new RoomPolicy(room, "mina", RoomSettings.DEFAULTS, 1, POLICY.people()).withPartner("noah");
        assertThat(policy.standingOf("mina", 1)).isEqualTo(Standing.VIEWER);
        assertThat(policy.standingOf("noah", 1)).isEqualTo(Standing.VIEWER);
        for (Right right : Right.values()) {
            assertThat(policy.allows(right, null, 1)).isFalse();
            assertThat(policy.allows(right, "mod", 1)).isFalse();
        }
        // A copy that does not know the second viewer lets nobody else in.
        var copy = new RoomPolicy(room, "mina", RoomSettings.DEFAULTS, 1);
        assertThat(copy.isOpenTo("mina")).isTrue();
        assertThat(copy.isOpenTo("noah")).isFalse();
        assertThat(copy.isOpenTo(null)).isFalse();
    }

    @Test
    void whatIsOlderChangesNothing() {
        People people = POLICY.people();
        assertThat(people.withRole("mod", Role.VIEWER, 1)).isEqualTo(people);
        assertThat(people.withoutRestriction("banned", 2)).isEqualTo(people);
        assertThat(people.withRestriction("banned", new Restriction(5, 2))).isEqualTo(people);
        assertThat(people.withoutRestriction("banned", 4).restrictions()).doesNotContainKey("banned");
    }
}
