package spate.rooms.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;

class BotIdTests {

    private static final RoomId ROOM = new RoomId("the-room");
    private static final RoomPolicy POLICY = new RoomPolicy(ROOM, "owner", RoomSettings.DEFAULTS, 1);
    private static final RoomPolicy ELSEWHERE =
            new RoomPolicy(new RoomId("another-room"), "owner", RoomSettings.DEFAULTS, 1);

    @Test
    void anIdTellsTheScopesAndTheRoom() {
        for (BotScope scope : BotScope.values()) {
            for (BotScope other : BotScope.values()) {
                BotId id = BotId.create(ROOM, EnumSet.of(scope, other));
                assertThat(id.scopes()).isEqualTo(EnumSet.of(scope, other));
                assertThat(id.isOf(ROOM)).isTrue();
                assertThat(id.isOf(new RoomId("another-room"))).isFalse();
                assertThat(id.value()).hasSize(EventId.LENGTH);
                assertThat(BotId.parse(id.value())).contains(id);
            }
        }
    }

    @Test
    void noViewersIdIsABots() {
        for (int n = 0; n < 10_000; n++) {
            assertThat(BotId.isBot(EventId.random().value())).isFalse();
        }
        assertThat(EventId.parse(BotId.create(ROOM, Set.of(BotScope.READ)).value()))
                .isEmpty();
    }

    @Test
    void aBotHasTheRightsOfItsScopesInItsRoomAndNoneElsewhere() {
        for (BotScope scope : BotScope.values()) {
            String bot = BotId.create(ROOM, Set.of(scope)).value();
            assertThat(POLICY.standingOf(bot, 0)).isEqualTo(Standing.BOT);
            for (Right right : Right.values()) {
                assertThat(POLICY.allows(right, bot, 0))
                        .as("%s of %s", right, scope)
                        .isEqualTo(scope.gives(right));
                assertThat(ELSEWHERE.allows(right, bot, 0))
                        .as("%s elsewhere", right)
                        .isFalse();
            }
        }
        assertThat(POLICY.allows(Right.READ, "b.nonsense", 0)).isFalse();
    }

    @Test
    void aBotThatModeratesRanksAsModeratorsDo() {
        String bot = BotId.create(ROOM, Set.of(BotScope.MODERATE)).value();
        assertThat(POLICY.roleOf(bot)).isEqualTo(Role.MODERATOR);
        assertThat(ELSEWHERE.roleOf(bot)).isEqualTo(Role.VIEWER);
        assertThat(POLICY.roleOf(BotId.create(ROOM, Set.of(BotScope.POST)).value()))
                .isEqualTo(Role.VIEWER);
    }
}
