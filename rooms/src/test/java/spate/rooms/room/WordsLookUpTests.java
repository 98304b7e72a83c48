package spate.rooms.room;

import static org.assertj.core.api.Assertions.assertThat;
import static spate.rooms.room.TestEvents.ROOM;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.event.RoomEvent;
import spate.protocol.event.RoomSettings;
import spate.rooms.words.BlockedWord;
import spate.rooms.words.BlockedWords;
import spate.rooms.words.WordAction;

/// Blocked words follow the log, without being in it.
class WordsLookUpTests {

    private final RelayRig rig = RelayRig.from(0);

    @Test
    void aChangeIsLookedUpOnceAndHolds() {
        Room room = rig.joined(null, 0).room();
        rig.policies.words = Mono.just(words("bad", 2));
        tellChange(2);
        assertThat(room.policy().words().isIn("so bad")).isTrue();
        tellChange(2);
        rig.tell(new RoomEvent.Settings(EventId.random().value(), 1, RoomSettings.DEFAULTS, 3));
        assertThat(rig.policies.askedForWords).isEqualTo(1);
    }

    @Test
    void theWordsOfBeforeHoldUntilTheNewOnesAreThere() {
        Room room = rig.joined(null, 0).room();
        rig.policies.words = Mono.just(words("bad", 2));
        tellChange(2);
        rig.policies.words = Mono.error(new IllegalStateException("away"));
        tellChange(3);
        assertThat(room.policy().words().isIn("so bad")).isTrue();
        rig.policies.words = Mono.just(words("worse", 3));
        rig.pass(Duration.ofSeconds(1));
        assertThat(room.policy().words().isIn("so bad")).isFalse();
        assertThat(room.policy().words().isIn("worse")).isTrue();
    }

    @Test
    void anAnswerThatIsOlderThanWhatWasHeardIsAskedForAgain() {
        Room room = rig.joined(null, 0).room();
        rig.policies.words = Mono.just(words("bad", 2));
        tellChange(5);
        assertThat(room.policy().isBehindInWords()).isTrue();
        rig.policies.words = Mono.just(words("worse", 5));
        rig.pass(Duration.ofSeconds(1));
        assertThat(room.policy().isBehindInWords()).isFalse();
        assertThat(room.policy().words().isIn("worse")).isTrue();
    }

    @Test
    void whatTheLogToldWhileARoomWasLoadedIsLookedUp() {
        rig.policies.later = true;
        var joining = rig.joining(null, 0);
        rig.policies.words = Mono.just(words("bad", 2));
        tellChange(2);
        rig.policies.answer(TestEvents.policy(ROOM));
        Room room = ((JoinOutcome.Joined) java.util.Objects.requireNonNull(joining.get())).room();
        assertThat(room.policy().words().isIn("so bad")).isTrue();
    }

    @Test
    void aRoomThatIsDroppedIsNotAskedForAnyMore() {
        rig.joined(null, 0);
        rig.policies.words = Mono.error(new IllegalStateException("away"));
        tellChange(2);
        rig.pass(Duration.ofMinutes(2));
        rig.relay.sweep();
        rig.pass(Duration.ofSeconds(20));
        int asked = rig.policies.askedForWords;
        rig.pass(Duration.ofMinutes(5));
        assertThat(rig.policies.askedForWords).isEqualTo(asked);
    }

    private void tellChange(long version) {
        rig.tell(new RoomEvent.Settings(EventId.random().value(), 1, RoomSettings.DEFAULTS, version, version));
    }

    private static BlockedWords words(String pattern, long version) {
        return BlockedWords.of(List.of(new BlockedWord(pattern, WordAction.REFUSE)), version);
    }
}
