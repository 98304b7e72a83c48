package spate.rooms.posting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spate.protocol.ErrorCode;
import spate.protocol.Refusal;
import spate.protocol.RoomId;
import spate.protocol.event.EventJson;
import spate.protocol.event.ReplyTo;
import spate.protocol.event.RoomEvent;
import spate.protocol.event.RoomSettings;
import spate.rooms.policy.BotId;
import spate.rooms.policy.BotScope;
import spate.rooms.policy.RoomPolicy;

class MessagesTests {

    private static final RoomPolicy POLICY =
            new RoomPolicy(new RoomId("the-room"), "owner-1", RoomSettings.of(true, 5, 0, List.of()), 1);
    private static final Poster MINA = new Poster("mina-1", "Mina", "mina", "#123456");

    @Test
    void aGoodDraftPasses() {
        assertThat(MessageGate.check(POLICY, MINA.id(), draft("hello"), 1)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u00a0", "\u200b\u200d", "\u0000", "\u3000"})
    void whatShowsNothingIsEmpty(String text) {
        assertRefused(POLICY, text, ErrorCode.TEXT_EMPTY, "text");
    }

    @Test
    void lengthIsCountedInCodePoints() {
        assertThat(MessageGate.check(POLICY, MINA.id(), draft("😂😂😂😂😂"), 1)).isNull();
        assertRefused(POLICY, "😂😂😂😂😂😂", ErrorCode.TEXT_TOO_LONG, "text");
        assertRefused(POLICY, "abcdef", ErrorCode.TEXT_TOO_LONG, "text");
    }

    @Test
    void aClosedRoomTakesNothing() {
        var closed = POLICY.with(POLICY.settings().withOpen(false), 2);
        assertRefused(closed, "hello", ErrorCode.ROOM_CLOSED, null);
    }

    @Test
    void theSameKeyOfTheSameAuthorInTheSameRoomGivesTheSameId() {
        var first = Messages.compose(POLICY, MINA, new Draft("a", "k", null), null, 1);
        var again = Messages.compose(POLICY, MINA, new Draft("b", "k", null), null, 2);
        assertThat(again.id()).isEqualTo(first.id());

        var other = new Poster("noah-1", "Noah", "noah", "#000000");
        var elsewhere = new RoomPolicy(new RoomId("other-room"), "o", POLICY.settings(), 1);
        assertThat(List.of(
                        Messages.compose(POLICY, MINA, new Draft("a", "k2", null), null, 1)
                                .id(),
                        Messages.compose(POLICY, other, new Draft("a", "k", null), null, 1)
                                .id(),
                        Messages.compose(elsewhere, MINA, new Draft("a", "k", null), null, 1)
                                .id(),
                        Messages.compose(POLICY, MINA, draft("a"), null, 1).id(),
                        Messages.compose(POLICY, MINA, draft("a"), null, 1).id()))
                .doesNotHaveDuplicates()
                .doesNotContain(first.id());
    }

    @Test
    void theEntryTellsWhoAndWhatAndWhen() {
        var owner = new Poster("owner-1", "Boss", "boss", "#abcdef");
        var replyTo = new ReplyTo("id", "mina", "Mina", "hi");
        var entry = Messages.compose(POLICY, owner, draft("hello"), replyTo, 77);
        assertThat(entry.type()).isEqualTo("message");
        assertThat(entry.author()).isEqualTo("owner-1");
        assertThat(entry.at()).isEqualTo(77);
        assertThat(EventJson.decode(entry.body())).isInstanceOfSatisfying(RoomEvent.Message.class, message -> {
            assertThat(message.id()).isEqualTo(entry.id().value());
            assertThat(message.by().role()).isEqualTo("owner");
            assertThat(message.by().badges()).containsExactly("owner");
            assertThat(message.replyTo()).isEqualTo(replyTo);
        });
    }

    @Test
    void botsHaveTheirBadgeInEveryRoomAndRolesGiveTheirsInOne() {
        var bot = new Poster(
                BotId.create(POLICY.room(), EnumSet.of(BotScope.MODERATE)).value(), "Timer", "", "#abcdef");
        assertThat(Messages.badges(bot)).containsExactly("bot");
        assertThat(Messages.author(POLICY, bot).badges()).containsExactly("bot", "moderator");
        assertThat(Messages.badges(new Poster("owner-1", "Boss", "boss", "#abcdef")))
                .isEmpty();
    }

    private static Draft draft(String text) {
        return new Draft(text, null, null);
    }

    private static void assertRefused(RoomPolicy policy, String text, ErrorCode code, @Nullable String field) {
        Refusal refusal = MessageGate.check(policy, MINA.id(), draft(text), 1);
        assertThat(refusal).isNotNull();
        if (refusal != null) {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.field()).isEqualTo(field);
        }
    }
}
