package spate.rooms.room;

import static org.assertj.core.api.Assertions.assertThat;
import static spate.rooms.room.RelayRig.position;
import static spate.rooms.room.TestEvents.ROOM;
import static spate.rooms.room.TestEvents.offsets;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.event.Author;
import spate.protocol.event.RoomEvent;
import spate.protocol.event.RoomSettings;
import spate.rooms.policy.People;
import spate.rooms.policy.Restriction;
import spate.rooms.policy.Right;
import spate.rooms.policy.Role;
import spate.rooms.policy.RoomPolicy;

/// What moderators decide takes effect by its place in the log, for those who are here and those who come.
class ModerationTests {

    private static final Author MOD = new Author("mod", "Mod", "moderator", "#000000", List.of());

    private final RelayRig rig = RelayRig.from(0);
    private long version;

    @Test
    void aRemovedMessageIsGoneForThoseWhoCome() {
        rig.joined(null, 0);
        RoomEvent.Message message = said("mina", 1);
        rig.tell();
        FakeReader reader = rig.sit(rig.joined(null, 0));
        flush();
        rig.tell(new RoomEvent.Removed(id(), 2, message.id(), MOD));
        flush();
        assertThat(ids(rig.joined(null, 50).history()))
                .doesNotContain(message.id())
                .hasSize(2);
        rig.runLoop();
        assertThat(offsets(reader.events)).contains(2L);
    }

    @Test
    void whoGoesOnFromBeforeIsNotGivenWhatWasRemoved() {
        rig.joined(null, 0);
        RoomEvent.Message first = said("mina", 1);
        RoomEvent.Message second = said("mina", 1);
        flush();
        rig.tell(new RoomEvent.Removed(id(), 2, second.id(), MOD));
        flush();
        var joined = rig.joined(position(0), 50);
        assertThat(joined.recovered()).isTrue();
        FakeReader reader = rig.sit(joined);
        assertThat(offsets(reader.events)).containsExactly(2L);
        assertThat(ids(rig.joined(null, 50).history())).contains(first.id()).doesNotContain(second.id());
    }

    @Test
    void aDonationGoesByItselfAndNotWithItsViewersMessages() {
        rig.joined(null, 0);
        RoomEvent.Donation kept = donated("mina");
        RoomEvent.Donation removed = donated("mina");
        flush();
        rig.tell(new RoomEvent.Cleared(id(), 2, "mina", "clear", MOD, null, ++version));
        rig.tell(new RoomEvent.Removed(id(), 2, removed.id(), MOD));
        flush();
        assertThat(ids(rig.joined(null, 50).history())).contains(kept.id()).doesNotContain(removed.id());
        var joined = rig.joined(position(0), 50);
        assertThat(joined.recovered()).isTrue();
        // The cleared and removed events follow the one that stays.
        assertThat(offsets(rig.sit(joined).events)).containsExactly(2L, 3L);
    }

    @Test
    void aDonationOfTheStoreIsHiddenByWhatTheTailHasHeard() {
        RoomEvent.Donation removed = donated("mina");
        rig.store.events.add(new LogEvent(0, removed.id(), "donation", RelayRig.json(removed)));
        rig.store.reach = 1;
        flush();
        rig.joined(null, 0);
        rig.tell(new RoomEvent.Removed(id(), 2, removed.id(), MOD));
        flush();
        assertThat(ids(rig.joined(null, 50).history())).doesNotContain(removed.id());
    }

    @Test
    void nothingOfABannedViewerIsShownFromTheBanToItsEnd() {
        rig.joined(null, 0);
        said("mina", 1);
        flush();
        ban("mina");
        said("mina", 3);
        RoomEvent.Message other = said("noah", 3);
        lift("mina");
        RoomEvent.Message after = said("mina", 4);
        flush();
        assertThat(messages(rig.joined(null, 50).history())).containsExactly(other.id(), after.id());
        assertThat(rig.meters.counter("spate.tail.void").count()).isOne();
    }

    @Test
    void aTimeoutEndsByTheTimeInTheMessage() {
        rig.joined(null, 0);
        rig.tell(new RoomEvent.Cleared(id(), 1, "mina", "timeout", MOD, 1_000L, ++version));
        said("mina", 999);
        RoomEvent.Message late = said("mina", 1_000);
        flush();
        assertThat(messages(rig.joined(null, 50).history())).containsExactly(late.id());
    }

    @Test
    void aClearHidesWhatWasAndNotWhatComes() {
        rig.joined(null, 0);
        RoomEvent.Message message = said("mina", 1);
        rig.tell(new RoomEvent.Pinned(id(), 1, message, ++version));
        flush();
        assertThat(room().pinned()).isNotNull();
        rig.tell(new RoomEvent.Cleared(id(), 2, "mina", "clear", MOD, null, ++version));
        RoomEvent.Message after = said("mina", 3);
        flush();
        assertThat(messages(rig.joined(null, 50).history())).containsExactly(after.id());
        assertThat(rig.joined(null, 50).history())
                .noneMatch(event -> event.type().equals("pinned"));
        assertThat(room().pinned()).isNull();
    }

    @Test
    void thePinIsWhatWasPinnedLastAndGoesWithItsMessage() {
        rig.joined(null, 0);
        RoomEvent.Message first = said("mina", 1);
        RoomEvent.Message second = said("noah", 1);
        rig.tell(new RoomEvent.Pinned(id(), 1, first, ++version));
        rig.tell(new RoomEvent.Pinned(id(), 1, second, ++version));
        assertThat(room().pinned()).asString(StandardCharsets.UTF_8).contains(second.id());
        rig.tell(new RoomEvent.Removed(id(), 2, second.id(), MOD));
        assertThat(room().pinned()).isNull();
    }

    @Test
    void rolesFollowTheLog() {
        rig.joined(null, 0);
        rig.tell(new RoomEvent.RoleGiven(id(), 1, "mina", "Mina", "moderator", MOD, ++version));
        assertThat(room().policy().roleOf("mina")).isEqualTo(Role.MODERATOR);
        assertThat(room().policy().allows(Right.RESTRICT, "mina", 1)).isTrue();
        rig.tell(new RoomEvent.RoleGiven(id(), 1, "mina", "Mina", "viewer", MOD, ++version));
        assertThat(room().policy().allows(Right.RESTRICT, "mina", 1)).isFalse();
    }

    @Test
    void whatTheStoreHasNotHeardOfYetIsHiddenAllTheSame() {
        for (int n = 0; n < 30; n++) {
            RoomEvent.Message message = said("mina", 1);
            rig.store.events.add(new LogEvent(n, message.id(), "message", RelayRig.json(message)));
        }
        rig.store.reach = 30;
        flush();
        rig.joined(null, 0);
        ban("mina");
        flush();
        assertThat(messages(rig.joined(null, 200).history())).isEmpty();
    }

    @Test
    void whoIsBannedWhenARoomIsLoadedIsNotShown() {
        var people = People.NONE.withRestriction("mina", new Restriction(Restriction.FOR_EVER, 3));
        rig.policies.answer = Mono.just(new RoomPolicy(ROOM, "owner", RoomSettings.DEFAULTS, 1, people));
        said("mina", 1);
        RoomEvent.Message other = said("noah", 1);
        assertThat(messages(rig.joined(null, 50).history())).containsExactly(other.id());
    }

    /// Whatever the order of what happens: who comes later sees what a plain list makes of the log.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whoComesSeesWhatAPlainListWouldShow(long seed) {
        var random = new Random(seed);
        var model = new Model();
        boolean isLoadedFirst = random.nextBoolean();
        if (isLoadedFirst) {
            rig.joined(null, 0);
        }
        for (int n = 0; n < 120; n++) {
            String viewer = "viewer-" + random.nextInt(3);
            switch (random.nextInt(8)) {
                case 0 -> {
                    ban(viewer);
                    model.cleared(viewer, Restriction.FOR_EVER);
                }
                case 1 -> {
                    lift(viewer);
                    model.cleared(viewer, 0);
                }
                case 2 -> {
                    long until = (long) n + random.nextInt(20);
                    rig.tell(new RoomEvent.Cleared(id(), n, viewer, "timeout", MOD, until, ++version));
                    model.cleared(viewer, until);
                }
                case 3 ->
                    model.removed(random).ifPresent(target -> rig.tell(new RoomEvent.Removed(id(), 1, target, MOD)));
                default -> model.said(said(viewer, n), viewer, n);
            }
            if (random.nextInt(3) == 0) {
                flush();
            }
        }
        flush();
        rig.policies.answer = Mono.just(new RoomPolicy(ROOM, "owner", RoomSettings.DEFAULTS, 1, model.people(version)));
        // Only a part of it is in memory: the tail has as many as the rig's bounds let it keep.
        List<String> shown = messages(rig.joined(null, 20).history());
        assertThat(model.shown()).endsWith(shown.toArray(String[]::new));
    }

    private void ban(String viewer) {
        rig.tell(new RoomEvent.Cleared(id(), 2, viewer, "ban", MOD, null, ++version));
    }

    private void lift(String viewer) {
        rig.tell(new RoomEvent.Lifted(id(), 3, viewer, MOD, ++version));
    }

    private RoomEvent.Message said(String author, long at) {
        var by = new Author(author, author, "viewer", "#000000", List.of());
        var message = new RoomEvent.Message(id(), at, by, "text", null);
        rig.tell(message, author);
        return message;
    }

    private RoomEvent.Donation donated(String donor) {
        var by = new Author(donor, donor, "viewer", "#000000", List.of());
        var donation = new RoomEvent.Donation(id(), 1, by, 5_000, "KRW", 2, "text");
        rig.tell(donation, donor);
        return donation;
    }

    private Room room() {
        Room room = rig.relay.room(ROOM);
        if (room == null) {
            throw new AssertionError("the room is not in memory");
        }
        return room;
    }

    private void flush() {
        rig.pass(Duration.ofMillis(200));
        rig.pause();
        rig.runLoop();
    }

    private static String id() {
        return EventId.random().value();
    }

    private static List<String> ids(List<LogEvent> events) {
        return events.stream().map(LogEvent::id).toList();
    }

    private static List<String> messages(List<LogEvent> events) {
        return ids(events.stream().filter(LogEvent::isMessage).toList());
    }

    /// The log as a plain list.
    private static final class Model {
        private record Said(String id, String viewer) {}

        private final List<Said> said = new ArrayList<>();
        private final Set<String> hidden = new HashSet<>();
        private final Map<String, Long> until = new HashMap<>();

        void said(RoomEvent.Message message, String viewer, long at) {
            if (at >= until.getOrDefault(viewer, 0L)) {
                said.add(new Said(message.id(), viewer));
            }
        }

        void cleared(String viewer, long newUntil) {
            said.stream().filter(each -> each.viewer().equals(viewer)).forEach(each -> hidden.add(each.id()));
            until.put(viewer, newUntil);
        }

        Optional<String> removed(Random random) {
            if (said.isEmpty()) {
                return Optional.empty();
            }
            String target = said.get(random.nextInt(said.size())).id();
            hidden.add(target);
            return Optional.of(target);
        }

        /// What is loaded for a room that nobody was in.
        People people(long version) {
            People people = People.NONE;
            for (var each : until.entrySet()) {
                people = people.withRestriction(each.getKey(), new Restriction(each.getValue(), version));
            }
            return people;
        }

        List<String> shown() {
            return said.stream()
                    .map(Said::id)
                    .filter(id -> !hidden.contains(id))
                    .toList();
        }
    }
}
