package spate.rooms.posting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spate.protocol.ErrorCode;
import spate.protocol.Refusal;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;
import spate.rooms.policy.People;
import spate.rooms.policy.Restriction;
import spate.rooms.policy.Role;
import spate.rooms.policy.RoomPolicy;
import spate.rooms.policy.Tie;
import spate.rooms.words.BlockedWord;
import spate.rooms.words.BlockedWords;
import spate.rooms.words.WordAction;

/// Who may write at all, whatever the text.
class AdmissionTests {

    private static final People PEOPLE = People.NONE
            .withRole("mod", Role.MODERATOR, 1)
            .withRole("vip", Role.VIP, 2)
            .withRestriction("banned", new Restriction(Restriction.FOR_EVER, 3))
            .withRestriction("timed-out", new Restriction(5_000, 4));

    @Test
    void restrictionsAndShieldAreTold() {
        assertThat(code(settings(false, null, false, true), "banned")).isEqualTo(ErrorCode.BANNED);
        Refusal timedOut =
                MessageGate.check(policy(settings(false, null, false, true)), "timed-out", draft("x"), 1_000);
        assertThat(timedOut).isEqualTo(Refusal.retryAfter(ErrorCode.TIMED_OUT, "you are timed out", 4_000));
        RoomSettings shield = settings(true, null, false, true);
        assertThat(code(shield, "viewer")).isEqualTo(ErrorCode.ROOM_SHIELDED);
        assertThat(code(shield, "vip")).isEqualTo(ErrorCode.ROOM_SHIELDED);
        assertThat(code(shield, "mod")).isNull();
        assertThat(code(shield, "owner")).isNull();
    }

    @Test
    void followersOnlyAsksForHowLong() {
        RoomPolicy policy = policy(settings(false, 10, false, true));
        assertThat(MessageGate.asksForTie(policy, "viewer", 1)).isTrue();
        assertThat(MessageGate.asksForTie(policy, "vip", 1)).isFalse();
        assertThat(MessageGate.asksForTie(policy(settings(false, null, false, true)), "viewer", 1))
                .isFalse();
        assertThat(tied(policy, new Tie(false, 0), 50_000)).isEqualTo(ErrorCode.FOLLOWERS_ONLY);
        Refusal soon = MessageGate.tied(policy, new Tie(false, 45_000), 50_000);
        assertThat(soon == null ? 0 : soon.retryAfterMillis()).isEqualTo(5_000);
        assertThat(tied(policy, new Tie(false, 40_000), 50_000)).isNull();
        assertThat(tied(policy, new Tie(true, 0), 50_000)).isNull();
    }

    @Test
    void membersOnlyTakesNoFollowers() {
        RoomPolicy policy = policy(settings(false, null, true, true));
        assertThat(tied(policy, new Tie(false, 1), 50_000)).isEqualTo(ErrorCode.MEMBERS_ONLY);
        assertThat(tied(policy, new Tie(true, 0), 50_000)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"see https://spate.example", "WWW.spate.example", "go to spate.tv/mina now", "a.bc/"})
    void linksAreRefusedWhereTheyAreNotAllowed(String text) {
        RoomPolicy policy = policy(settings(false, null, false, false));
        Refusal refusal = MessageGate.check(policy, "viewer", draft(text), 1);
        assertThat(refusal == null ? null : refusal.code()).isEqualTo(ErrorCode.LINKS_FORBIDDEN);
        assertThat(MessageGate.check(policy, "mod", draft(text), 1)).isNull();
        assertThat(MessageGate.check(policy(settings(false, null, false, true)), "viewer", draft(text), 1))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"and/or", "1/2", "wait...what", "안녕하세요.반갑습니다", "3.5/5", "a/b.c", "..//"})
    void whatIsNoLinkPasses(String text) {
        assertThat(MessageGate.check(policy(settings(false, null, false, false)), "viewer", draft(text), 1))
                .isNull();
    }

    @Test
    void blockedWordsAreForThoseWhoModerate() {
        var list = List.of(
                new BlockedWord("apple", WordAction.MASK),
                new BlockedWord("pear", WordAction.HOLD),
                new BlockedWord("plum", WordAction.REFUSE));
        RoomPolicy policy = policy(RoomSettings.DEFAULTS).with(BlockedWords.of(list, 2));
        assertThat(MessageGate.screen(policy, "viewer", draft("an apple"), 1))
                .isEqualTo(new Screened.Passed(draft("an *****")));
        assertThat(MessageGate.screen(policy, "viewer", draft("a pear"), 1))
                .isEqualTo(new Screened.Held(draft("a pear")));
        assertThat(MessageGate.screen(policy, "viewer", draft("a plum"), 1))
                .isEqualTo(new Screened.Refused(MessageGate.blocked()));
        assertThat(MessageGate.screen(policy, "viewer", draft("bread"), 1))
                .isEqualTo(new Screened.Passed(draft("bread")));
        assertThat(MessageGate.screen(policy, "owner", draft("a plum"), 1))
                .isEqualTo(new Screened.Passed(draft("a plum")));
    }

    private static @Nullable ErrorCode code(RoomSettings settings, String viewer) {
        Refusal refusal = MessageGate.check(policy(settings), viewer, draft("hello"), 1);
        return refusal == null ? null : refusal.code();
    }

    private static @Nullable ErrorCode tied(RoomPolicy policy, Tie tie, long at) {
        Refusal refusal = MessageGate.tied(policy, tie, at);
        return refusal == null ? null : refusal.code();
    }

    private static RoomSettings settings(
            boolean shield, @Nullable Integer followersOnlySeconds, boolean membersOnly, boolean links) {
        return new RoomSettings(true, 500, 0, List.of(), shield, followersOnlySeconds, membersOnly, links);
    }

    private static RoomPolicy policy(RoomSettings settings) {
        return new RoomPolicy(new RoomId("the-room"), "owner", settings, 1, PEOPLE);
    }

    private static Draft draft(String text) {
        return new Draft(text, null, null);
    }
}
