package spate.rooms.room;

import static org.assertj.core.api.Assertions.assertThat;
import static spate.rooms.room.RelayRig.position;
import static spate.rooms.room.TestEvents.ROOM;
import static spate.rooms.room.TestEvents.offsets;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import spate.protocol.CloseReason;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.event.Author;
import spate.protocol.event.RoomEvent;
import spate.protocol.event.RoomSettings;
import spate.rooms.log.LogUnavailableException;
import spate.rooms.policy.RoomPolicy;

/// Where sessions begin to read, over a log and a store that do what the test says.
class JoinsTests {

    private static final Author MOD = new Author("mod", "Mod", "moderator", "#000000", List.of());

    private final RelayRig rig = RelayRig.from(0);

    @Test
    void beforeTheTailIsLiveNothingCanBeJoined() {
        var early = new RelayRig();
        assertThat(early.join(null, 50)).isInstanceOf(JoinOutcome.Unavailable.class);
        assertThat(early.joins.isReady()).isFalse();
        early.begin(RelayRig.LOG, 0);
        assertThat(early.joins.isReady()).isTrue();
        assertThat(early.join(null, 50)).isInstanceOf(JoinOutcome.Joined.class);
    }

    @Test
    void anUnknownRoomIsAnswered() {
        rig.policies.answer = Mono.empty();
        assertThat(rig.join(null, 50)).isInstanceOf(JoinOutcome.RoomUnknown.class);
        assertThat(rig.join(null, 50)).isInstanceOf(JoinOutcome.RoomUnknown.class);
        assertThat(rig.policies.asked).isEqualTo(1);
    }

    @Test
    void aRoomThatCannotBeLoadedIsAskedForAgain() {
        rig.policies.answer = Mono.error(new IllegalStateException("away"));
        assertThat(rig.join(null, 50)).isInstanceOf(JoinOutcome.Unavailable.class);
        rig.policies.answer = Mono.just(TestEvents.policy(ROOM));
        assertThat(rig.join(null, 50)).isInstanceOf(JoinOutcome.Joined.class);
    }

    @Test
    void aLookUpThatNeverEndsIsUnavailable() {
        rig.policies.answer = Mono.never();
        var outcome = rig.joining(null, 50);
        rig.pass(Duration.ofSeconds(9));
        assertThat(outcome.get()).isInstanceOf(JoinOutcome.Unavailable.class);
    }

    @Test
    void aClosedRoomIsNotJoined() {
        rig.policies.answer = Mono.just(new RoomPolicy(ROOM, "o", RoomSettings.DEFAULTS.withOpen(false), 1));
        assertThat(rig.join(null, 50)).isInstanceOf(JoinOutcome.RoomClosed.class);
        rig.tell(new RoomEvent.Opened(EventId.random().value(), 1, 2L));
        assertThat(rig.join(null, 50)).isInstanceOf(JoinOutcome.Joined.class);
        rig.tell(new RoomEvent.Closed(EventId.random().value(), 1, 3L));
        assertThat(rig.join(position(0), 50)).isInstanceOf(JoinOutcome.RoomClosed.class);
    }

    @Test
    void joinsThatComeTogetherLeadToOneLookUp() {
        rig.policies.later = true;
        var outcomes = new ArrayList<AtomicReference<@Nullable JoinOutcome>>();
        for (int n = 0; n < 2_000; n++) {
            outcomes.add(rig.joining(null, 0));
        }
        assertThat(rig.policies.asked).isEqualTo(1);
        rig.policies.answer(TestEvents.policy(ROOM));
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.get()).isInstanceOf(JoinOutcome.Joined.class));
        assertThat(rig.joins.all().block(Duration.ofSeconds(10))).hasSize(1);
    }

    @Test
    void unknownRoomsAreNotAskedForEachTime() {
        rig.policies.answer = Mono.empty();
        for (int n = 0; n < 2_000; n++) {
            assertThat(rig.join(null, 50)).isInstanceOf(JoinOutcome.RoomUnknown.class);
        }
        assertThat(rig.policies.asked).isEqualTo(1);
        rig.pass(Duration.ofSeconds(4));
        assertThat(rig.join(null, 50)).isInstanceOf(JoinOutcome.RoomUnknown.class);
        assertThat(rig.policies.asked).isEqualTo(2);
    }

    @Test
    void anUnknownRoomInWhichSomethingHappensIsAskedForAtOnce() {
        rig.policies.answer = Mono.empty();
        assertThat(rig.join(null, 50)).isInstanceOf(JoinOutcome.RoomUnknown.class);
        rig.policies.answer = Mono.just(TestEvents.policy(ROOM));
        rig.tell();
        assertThat(rig.join(null, 50)).isInstanceOf(JoinOutcome.Joined.class);
    }

    @Test
    void aBoundedNumberOfUnknownRoomsIsRemembered() {
        var unknown = new UnknownRooms(1_000, 3);
        for (int n = 0; n < 5; n++) {
            unknown.learn(new RoomId("room-" + n), n);
        }
        assertThat(unknown.holds(new RoomId("room-1"), 10)).isFalse();
        assertThat(unknown.holds(new RoomId("room-2"), 10)).isTrue();
        assertThat(unknown.holds(new RoomId("room-4"), 1_004)).isFalse();
    }

    /// Of what a starting replica reads first it knows no older ids.
    @Test
    void whatMayBeARepeatOfSomethingOlderIsNoHistory() {
        var starting = new RelayRig();
        starting.beginWarmUp(RelayRig.LOG, 100);
        long now = java.time.Clock.systemUTC().millis();
        starting.tellAppendedAt(now - Duration.ofMinutes(15).toMillis());
        starting.tellAppendedAt(now - Duration.ofMinutes(11).toMillis());
        starting.tellAppendedAt(now - Duration.ofMinutes(5).toMillis());
        starting.relay.isLive();
        assertThat(offsets(starting.joined(null, 50).history())).containsExactly(102L);
        assertThat(starting.joined(position(100), 50).recovered()).isFalse();
        assertThat(starting.joined(position(101), 50).recovered()).isTrue();
    }

    /// A crowd comes back at once, each with a position of its own, to a replica that has read the log lately.
    @Test
    void aReconnectStormIsServedFromMemory() {
        for (int n = 0; n < 3; n++) {
            rig.tell();
        }
        rig.pause();
        for (int n = 0; n < 2_000; n++) {
            assertThat(rig.joined(position(n % 3), 50).recovered()).isTrue();
            assertThat(rig.joined(null, 3).history()).hasSize(3);
        }
        assertThat(rig.policies.asked).isEqualTo(1);
        assertThat(rig.store.asked).isZero();
    }

    @Test
    void aStoreThatCannotTellIsNotAskedByEachWhoJoins() {
        carried(40);
        rig.store.isAway = true;
        for (int n = 0; n < 1_000; n++) {
            assertThat(rig.joined(null, 50).history()).isNotEmpty();
        }
        assertThat(rig.store.asked).isEqualTo(1);
        rig.store.isAway = false;
        rig.pass(Duration.ofSeconds(3));
        assertThat(offsets(rig.joined(null, 40).history())).isEqualTo(range(0, 39));
        assertThat(rig.store.asked).isEqualTo(2);
    }

    @Test
    void whatChangesThePolicyWhileItIsLoadedIsNotLost() {
        rig.policies.later = true;
        var outcome = rig.joining(null, 0);
        var slower = RoomSettings.of(true, 100, 30, List.of());
        rig.tell(new RoomEvent.Settings(EventId.random().value(), 1, slower, 5));
        rig.policies.answer(TestEvents.policy(ROOM));
        var joined = (JoinOutcome.Joined) outcome.get();
        assertThat(joined).isNotNull();
        if (joined != null) {
            assertThat(joined.room().policy().settings()).isEqualTo(slower);
        }
    }

    @Test
    void anOlderChangeDoesNotUndoANewerPolicy() {
        rig.policies.later = true;
        var outcome = rig.joining(null, 0);
        rig.tell(new RoomEvent.Settings(EventId.random().value(), 1, RoomSettings.of(false, 1, 1, List.of()), 5));
        rig.policies.answer(new RoomPolicy(ROOM, "o", RoomSettings.DEFAULTS, 6));
        assertThat(outcome.get()).isInstanceOf(JoinOutcome.Joined.class);
    }

    @Test
    void aFirstJoinKnowsWhatTheLogCarriedLately() {
        rig.tell();
        rig.tellOfAnotherRoom();
        rig.tell();
        var joined = rig.joined(null, 50);
        assertThat(joined.recovered()).isFalse();
        assertThat(offsets(joined.history())).containsExactly(0L, 2L);
        assertThat(joined.position().offset()).isEqualTo(2);
    }

    @Test
    void historyGoesOnInTheStore() {
        carried(40);
        var joined = rig.joined(null, 30);
        assertThat(offsets(joined.history())).isEqualTo(range(10, 39));
        assertThat(rig.store.asked).isEqualTo(1);

        // What is before the tail is known now.
        assertThat(offsets(rig.joined(null, 40).history())).isEqualTo(range(0, 39));
        assertThat(rig.joined(null, 0).history()).isEmpty();
        assertThat(rig.store.asked).isEqualTo(1);
    }

    @Test
    void historyHasNoHolesWhereTheStoreCannotProveIt() {
        carried(40);
        rig.store.reach = 20;
        var joined = rig.joined(null, 40);
        long first = joined.history().getFirst().offset();
        assertThat(first).isPositive();
        assertThat(offsets(joined.history())).isEqualTo(range(first, 39));

        rig.store.isAway = true;
        assertThat(offsets(rig.joined(null, 40).history())).isEqualTo(range(first, 39));
    }

    @Test
    void historyHasNoHolesWhereTheTailMovesOnMeanwhile() {
        carried(40);
        rig.store.later = true;
        rig.joined(null, 0);
        var outcome = rig.joining(null, 40);
        assertThat(outcome.get()).isNull();
        rig.tellBatches(40);
        rig.store.answerOne(new java.util.Random(1));
        var joined = (JoinOutcome.Joined) outcome.get();
        assertThat(joined).isNotNull();
        if (joined != null) {
            long first = joined.history().getFirst().offset();
            assertThat(offsets(joined.history())).isEqualTo(range(first, 79));
        }
    }

    @Test
    void aSessionGoesOnInTheTail() {
        rig.joined(null, 0);
        rig.tellBatches(10);
        rig.tell();
        rig.tell();
        rig.tell();
        rig.pass(Duration.ofSeconds(1));
        rig.pause();
        for (long after = -1; after <= 12; after++) {
            var joined = rig.joined(position(after), 50);
            assertThat(joined.recovered()).isTrue();
            assertThat(joined.history()).isEmpty();
            assertThat(offsets(rig.sit(joined).events)).isEqualTo(range(after + 1, 12));
        }
        assertThat(rig.store.asked).isZero();
    }

    /// Another replica may have sent on what waits for its window here.
    @Test
    void whatTheSessionHasDoesNotComeAgainOutOfAWindowThatIsStillOpen() {
        rig.joined(null, 0);
        rig.tell();
        rig.pass(Duration.ofSeconds(1));
        rig.pause();
        rig.tell();
        rig.tell();
        rig.pause();
        var joined = rig.joined(position(2), 50);
        assertThat(joined.recovered()).isTrue();
        FakeReader reader = rig.sit(joined);
        assertThat(reader.events).isEmpty();
        rig.tell();
        rig.pass(Duration.ofSeconds(1));
        rig.pause();
        rig.runLoop();
        assertThat(offsets(reader.events)).containsExactly(3L);
    }

    @Test
    void aSessionGoesOnOutOfTheStore() {
        carried(60);
        var joined = rig.joined(position(3), 50);
        assertThat(joined.recovered()).isTrue();
        assertThat(joined.position().offset()).isEqualTo(3);
        assertThat(offsets(rig.sit(joined).events)).isEqualTo(range(4, 59));
        assertThat(rig.store.asked).isEqualTo(1);
    }

    @Test
    void aRecoveryThatCannotBeProvenIsNone() {
        carried(60);
        rig.store.reach = 20;
        assertThat(rig.joined(position(3), 5).recovered()).isFalse();
        rig.store.isAway = true;
        var joined = rig.joined(position(3), 5);
        assertThat(joined.recovered()).isFalse();
        assertThat(offsets(joined.history())).isEqualTo(range(55, 59));
    }

    @Test
    void theReplayGoesOnUntilItMeetsTheTail() {
        carried(60);
        rig.store.later = true;
        rig.joined(null, 0);
        var outcome = rig.joining(position(3), 50);
        rig.tellBatches(30);
        known();
        rig.store.answerOne(new java.util.Random(1));
        assertThat(outcome.get()).isNull();
        rig.store.answerOne(new java.util.Random(1));
        var joined = (JoinOutcome.Joined) outcome.get();
        assertThat(joined).isNotNull();
        if (joined != null) {
            assertThat(joined.recovered()).isTrue();
            assertThat(offsets(rig.sit(joined).events)).isEqualTo(range(4, 89));
        }
    }

    @Test
    void positionsOfNoLogOrAnotherOneBeginAnew() {
        rig.tellBatches(5);
        for (String after :
                List.of("", "nonsense", RelayRig.NEXT_LOG.position(2).toString())) {
            var joined = rig.joined(after, 2);
            assertThat(joined.recovered()).isFalse();
            assertThat(offsets(joined.history())).containsExactly(3L, 4L);
        }
    }

    @Test
    void aPositionThatIsNotReadYetIsWaitedFor() {
        rig.joined(null, 0);
        rig.tellBatches(5);
        var outcome = rig.joining(position(6), 50);
        assertThat(outcome.get()).isNull();
        rig.tell();
        rig.pause();
        assertThat(outcome.get()).isNull();
        rig.tell();
        rig.tell();
        rig.pause();
        var joined = (JoinOutcome.Joined) outcome.get();
        assertThat(joined).isNotNull();
        if (joined != null) {
            assertThat(joined.recovered()).isTrue();
            FakeReader reader = rig.sit(joined);
            rig.tellBatches(1);
            rig.runLoop();
            assertThat(offsets(reader.events)).containsExactly(7L, 8L);
        }
    }

    @Test
    void aPositionThatIsNeverReadBeginsAnew() {
        rig.tellBatches(5);
        var outcome = rig.joining(position(6_000), 2);
        rig.pass(Duration.ofSeconds(4));
        assertThat(outcome.get()).isNull();
        rig.pass(Duration.ofSeconds(2));
        var joined = (JoinOutcome.Joined) outcome.get();
        assertThat(joined).isNotNull();
        if (joined != null) {
            assertThat(joined.recovered()).isFalse();
            assertThat(offsets(joined.history())).containsExactly(3L, 4L);
        }
    }

    @Test
    void anotherLogEndsTheSessionsAndNoPositionOfTheOldOneIsTrusted() {
        FakeReader reader = rig.sit(rig.joined(null, 0));
        rig.tellBatches(5);
        var waiting = rig.joining(position(7), 50);
        rig.policies.later = true;
        rig.begin(RelayRig.NEXT_LOG, 0);
        rig.runLoop();
        assertThat(reader.ended).isEqualTo(CloseReason.RESTART);

        for (int n = 0; n < 10; n++) {
            rig.tell();
        }
        rig.pause();
        var loading = rig.joining(RelayRig.NEXT_LOG.position(8).toString(), 50);
        rig.policies.answer(TestEvents.policy(ROOM));
        var stale = (JoinOutcome.Joined) waiting.get();
        var joined = (JoinOutcome.Joined) loading.get();
        assertThat(stale).isNotNull();
        assertThat(joined).isNotNull();
        if (stale != null && joined != null) {
            assertThat(stale.recovered()).isFalse();
            assertThat(joined.recovered()).isTrue();
            assertThat(offsets(rig.sit(joined).events)).isEqualTo(range(9, 9));
        }
    }

    @Test
    void aMessageThatWasAppendedTwiceIsToldOnce() {
        FakeReader reader = rig.sit(rig.joined(null, 0));
        long first = rig.tell();
        rig.tell(first);
        rig.tell();
        rig.tell(first);
        rig.pass(Duration.ofSeconds(1));
        rig.pause();
        rig.runLoop();
        assertThat(offsets(reader.events)).containsExactly(0L, 2L);
        assertThat(rig.meters.get("spate.tail.repeats").counter().count()).isEqualTo(2);
    }

    @Test
    void roomsThatNobodyIsInAreDropped() {
        var joined = rig.joined(null, 0);
        var reader = new FakeReader(rig.channel.eventLoop(), joined.position().offset());
        var cursor = joined.seat(reader).orElseThrow();
        rig.pass(Duration.ofMinutes(5));
        rig.relay.sweep();
        assertThat(rig.relay.rooms()).hasSize(1);
        cursor.leave();
        rig.pass(Duration.ofSeconds(59));
        rig.relay.sweep();
        assertThat(rig.relay.rooms()).hasSize(1);
        rig.pass(Duration.ofSeconds(2));
        rig.relay.sweep();
        assertThat(rig.relay.rooms()).isEmpty();
        assertThat(rig.meters.get("spate.rooms.tail.bytes").gauge().value()).isZero();
        assertThat(rig.joined(null, 0).room()).isNotSameAs(joined.room());
    }

    @Test
    void messagesAreFoundByTheirIds() {
        rig.joined(null, 0);
        rig.tellBatches(3);
        assertThat(rig.joins.find(ROOM, TestEvents.id(1)).block(Duration.ofSeconds(10)))
                .isPresent();
        assertThat(rig.joins.find(ROOM, TestEvents.id(9)).block(Duration.ofSeconds(10)))
                .isEmpty();
    }

    @Test
    void aMessageThatOnlyTheLogHoldsIsWaitedFor() {
        rig.joined(null, 0);
        rig.unread = 2;
        EventId first = TestEvents.id(rig.next);
        EventId other = TestEvents.id(9);
        var found = finding(first);
        var missed = finding(other);
        rig.pass(Duration.ofMillis(10));
        rig.tell();
        rig.pause();
        assertThat(found.isAnswered || missed.isAnswered).isFalse();
        rig.tell();
        rig.pause();
        assertThat(found.shown.map(shown -> shown.event().id())).contains(first.value());
        assertThat(missed.isAnswered).isTrue();
        assertThat(missed.shown).isEmpty();
    }

    /// A moderator may have hidden it where neither the archive nor this replica has read.
    @Test
    void anArchivedMessageIsNotShownBeforeItIsKnownWhatWasHidden() {
        var late = RelayRig.from(1_000);
        late.store.events.add(TestEvents.at(5));
        late.joined(null, 0);
        late.store.reach = 1_000;
        assertThat(finding(late, TestEvents.id(5)).shown).isPresent();
        late.store.reach = 999;
        assertThat(finding(late, TestEvents.id(5)).failure).isInstanceOf(LogUnavailableException.class);
    }

    @Test
    void theArchiveMustKnowWhatThisReplicaForgotOfWhatWasHidden() {
        var old = RelayRig.from(1_000);
        old.store.events.add(TestEvents.at(5));
        old.store.reach = 1_000;
        old.joined(null, 0);
        for (int n = 0; n < 100; n++) {
            old.tell(new RoomEvent.Removed(
                    EventId.random().value(), 1, TestEvents.id(n).value(), MOD));
            old.pass(Duration.ofMillis(10));
            old.pause();
        }
        assertThat(finding(old, TestEvents.id(5)).failure).isInstanceOf(LogUnavailableException.class);
        old.store.reach = old.next;
        assertThat(finding(old, TestEvents.id(5)).shown).isPresent();
    }

    @Test
    void manyWhoAskForWhatIsNowhereCostTheLogFewQuestions() {
        rig.joined(null, 0);
        var asking =
                Stream.generate(() -> finding(TestEvents.id(9))).limit(1_000).toList();
        rig.pass(Duration.ofMillis(10));
        assertThat(asking).allMatch(each -> each.isAnswered && each.shown.isEmpty());
        assertThat(rig.endsAsked).isLessThanOrEqualTo(2);
    }

    @Test
    void aMessageIsFoundBeforeItsRoomSendsItOn() {
        rig.joined(null, 0);
        rig.tell();
        rig.pause();
        EventId waiting = TestEvents.id(rig.next);
        rig.tell();
        assertThat(finding(waiting).shown).isPresent();
    }

    @Test
    void nobodyIsToldThatThereIsNoSuchMessageWhileTheLogIsNotRead() {
        rig.joined(null, 0);
        rig.unread = 1;
        var late = finding(TestEvents.id(9));
        rig.pass(Duration.ofSeconds(5));
        assertThat(late.failure).isInstanceOf(LogUnavailableException.class);
        rig.unread = RelayRig.NOBODY_KNOWS;
        assertThat(finding(TestEvents.id(9)).failure).isInstanceOf(LogUnavailableException.class);
    }

    private Found finding(EventId id) {
        return finding(rig, id);
    }

    private static Found finding(RelayRig rig, EventId id) {
        var found = new Found();
        rig.joins.find(ROOM, id).subscribe(found::found, found::failed);
        return found;
    }

    /// What came of a search so far.
    private static final class Found {
        private boolean isAnswered;
        private Optional<Shown> shown = Optional.empty();
        private @Nullable Throwable failure;

        void found(Optional<Shown> found) {
            isAnswered = true;
            shown = found;
        }

        void failed(Throwable error) {
            failure = error;
        }
    }

    /// The room was joined, and then the log carried so many messages of it, all of which are stored.
    private void carried(int count) {
        rig.joined(null, 0);
        rig.tellBatches(count);
        known();
    }

    private void known() {
        rig.store.events.clear();
        for (long offset = 0; offset < rig.next; offset++) {
            rig.store.events.add(TestEvents.at(offset));
        }
        rig.store.reach = rig.next;
    }

    private static List<Long> range(long first, long last) {
        return java.util.stream.LongStream.rangeClosed(first, last).boxed().toList();
    }
}
