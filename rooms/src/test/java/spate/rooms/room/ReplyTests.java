package spate.rooms.room;

import static org.assertj.core.api.Assertions.assertThat;
import static spate.rooms.room.RelayRig.position;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spate.protocol.EventId;
import spate.protocol.event.Author;
import spate.protocol.event.EventJson;
import spate.protocol.event.ReplyTo;
import spate.protocol.event.RoomEvent;
import spate.rooms.replay.Clearing;

/// Words that were hidden are hidden in replies too, and the replies stay.
class ReplyTests {

    private static final Author MOD = new Author("mod", "Mod", "moderator", "#000000", List.of());

    private final RelayRig rig = RelayRig.from(0);
    private final ReplyModel model = new ReplyModel();
    private long version;

    @Test
    void aReplyLosesWhatItQuotesOfARemovedMessageAndNothingElse() {
        rig.joined(null, 0);
        RoomEvent.Message first = said("mina", null);
        RoomEvent.Message second = said("mina", null);
        RoomEvent.Message reply = said("noah", ReplyTo.to(first));
        RoomEvent.Message other = said("noah", ReplyTo.to(second));
        flush();
        RoomEvent.Message waiting = said("noah", ReplyTo.to(first));
        tell(new RoomEvent.Removed(id(), 2, first.id(), MOD));
        flush();
        assertThat(shown(rig.joined(null, 50).history()))
                .containsSubsequence(second.id(), reply.id() + "=", other.id() + "=text", waiting.id() + "=");
        FakeReader reader = rig.sit(rig.joined(position(1), 0));
        RoomEvent.Message left =
                (RoomEvent.Message) EventJson.decode(reader.events.getFirst().body());
        assertThat(left).isEqualTo(ReplyModel.emptied(reply));
    }

    @Test
    void aReplyThatStandsBehindTheDecisionDoesNotQuoteIt() {
        rig.joined(null, 0);
        RoomEvent.Message removed = said("mina", null);
        RoomEvent.Message cleared = said("noah", null);
        tell(new RoomEvent.Removed(id(), 2, removed.id(), MOD));
        clear("noah");
        RoomEvent.Message since = said("noah", null);
        RoomEvent.Message late = said("olga", ReplyTo.to(removed));
        RoomEvent.Message later = said("olga", ReplyTo.to(cleared));
        RoomEvent.Message right = said("olga", ReplyTo.to(since));
        flush();
        assertThat(shown(rig.joined(null, 50).history()))
                .containsSubsequence(late.id() + "=", later.id() + "=", right.id() + "=text");
    }

    @Test
    void aReplyToWhatWasRemovedIsEmptiedHoweverLateItComes() {
        rig.joined(null, 0);
        RoomEvent.Message target = said("mina", null);
        tell(new RoomEvent.Removed(id(), 2, target.id(), MOD));
        for (int n = 0; n < 40; n++) {
            said("olga", null);
            flush();
        }
        clear("noah");
        RoomEvent.Message late = said("olga", ReplyTo.to(target));
        flush();
        assertThat(shown(rig.joined(null, 10).history())).contains(late.id() + "=");
    }

    @Test
    void aReplyFarBehindAClearingQuotesWhatWasSaidSinceAndNothingElse() {
        rig.joined(null, 0);
        RoomEvent.Message cleared = said("noah", null);
        long clearedAt = rig.next - 1;
        clear("noah");
        RoomEvent.Message since = said("noah", null);
        long sinceAt = rig.next - 1;
        for (int n = 0; n < 40; n++) {
            said("olga", null);
            flush();
        }
        clear("mina");
        assertThat(room().tail().covered()).isGreaterThan(sinceAt);
        RoomEvent.Message late = answered("olga", ReplyTo.to(cleared), clearedAt);
        RoomEvent.Message older = answered("olga", ReplyTo.to(cleared), -1);
        RoomEvent.Message right = answered("olga", ReplyTo.to(since), sinceAt);
        flush();
        assertThat(shown(rig.joined(null, 10).history()))
                .containsSubsequence(late.id() + "=", older.id() + "=", right.id() + "=text");
    }

    /// The clearing stands before everything that this replica has read.
    @Test
    void aReplyBehindAClearingThatOnlyTheArchiveKnowsDoesNotQuote() {
        for (int n = 0; n < 10; n++) {
            rig.tellOfAnotherRoom();
        }
        var target = new RoomEvent.Message(
                id(), 1, new Author("noah", "noah", "viewer", "#000000", List.of()), "text", null);
        rig.store.cleared.add(new Clearing("noah", 5));
        rig.joined(null, 0);
        RoomEvent.Message late = answered("olga", ReplyTo.to(target), 3);
        RoomEvent.Message since = answered("olga", ReplyTo.to(target), 6);
        flush();
        assertThat(shown(rig.joined(null, 10).history())).containsSubsequence(late.id() + "=", since.id() + "=text");
    }

    /// The log itself has it as it was appended, and what hid the words stands before the stretch.
    @Test
    void whoGoesOnBetweenTheDecisionAndTheReplyIsNotToldTheWords() {
        rig.joined(null, 0);
        RoomEvent.Message target = said("mina", null);
        clear("mina");
        long decided = rig.next - 1;
        RoomEvent.Message late = said("olga", ReplyTo.to(target));
        stored(late);
        for (int n = 0; n < 40; n++) {
            stored(said("olga", null));
            flush();
        }
        rig.store.reach = rig.next;
        clear("noah");
        flush();
        said("olga", null);
        flush();
        assertThat(room().tail().covered()).isGreaterThan(decided + 1);
        var joined = rig.joined(position(decided), 0);
        assertThat(joined.recovered()).isTrue();
        assertThat(rig.sit(joined).events)
                .extracting(event -> new String(event.body(), StandardCharsets.UTF_8))
                .noneMatch(json -> json.contains("\"excerpt\":\"text\""));
    }

    @Test
    void aReplyOfBeforeTheAuthorWasToldIsEmptiedByARemovalOnly() {
        rig.joined(null, 0);
        RoomEvent.Message target = said("mina", null);
        RoomEvent.Message old = said("noah", new ReplyTo(target.id(), null, "mina", "text"));
        clear("mina");
        flush();
        assertThat(shown(rig.joined(null, 50).history())).contains(old.id() + "=text");
        tell(new RoomEvent.Removed(id(), 2, target.id(), MOD));
        flush();
        assertThat(shown(rig.joined(null, 50).history())).contains(old.id() + "=");
    }

    @Test
    void aPinnedReplyStaysPinnedWithoutTheWords() {
        rig.joined(null, 0);
        RoomEvent.Message target = said("mina", null);
        RoomEvent.Message reply = said("noah", ReplyTo.to(target));
        tell(new RoomEvent.Pinned(id(), 1, reply, ++version));
        flush();
        clear("mina");
        flush();
        assertThat(pinned()).contains("\"excerpt\":\"\"").contains(reply.id());
        // Pinned again, with the words, by somebody who had not heard of it yet.
        tell(new RoomEvent.Pinned(id(), 1, reply, ++version));
        flush();
        assertThat(pinned()).contains("\"excerpt\":\"\"");
        assertThat(rig.joined(null, 50).history())
                .extracting(event -> new String(event.body(), StandardCharsets.UTF_8))
                .noneMatch(json -> json.contains("\"excerpt\":\"text\""));
    }

    @Test
    void theTailCountsItsBytesRight() {
        rig.joined(null, 0);
        RoomEvent.Message target = said("mina", null);
        said("noah", ReplyTo.to(target));
        flush();
        long before = room().tail().bytes();
        tell(new RoomEvent.Removed(id(), 2, target.id(), MOD));
        long sum = room().tail().newest(50).stream()
                .mapToLong(e -> e.body().length)
                .sum();
        assertThat(room().tail().bytes()).isEqualTo(sum).isLessThan(before);
    }

    /// Whatever the order of what happens, wherever somebody goes on, and however far the archive has come.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
    void everybodyIsToldWhatAPlainListTells(long seed) {
        var random = new Random(seed);
        rig.joined(null, 0);
        for (int n = 0; n < 300; n++) {
            String viewer = "viewer-" + random.nextInt(4);
            switch (random.nextInt(12)) {
                case 0 -> clear(viewer);
                case 1 -> tell(new RoomEvent.Lifted(id(), 3, viewer, MOD, ++version));
                case 2 -> {
                    RoomEvent.Message target = model.any(random);
                    if (target != null) {
                        tell(new RoomEvent.Removed(id(), 1, target.id(), MOD));
                    }
                }
                case 3, 4, 5, 6 -> {
                    // The answered message may have been hidden a moment ago.
                    RoomEvent.Message target = model.shownLately(random, 8);
                    said(viewer, target == null ? null : ReplyTo.to(target));
                }
                default -> said(viewer, null);
            }
            if (random.nextInt(3) == 0) {
                flush();
            }
            if (random.nextInt(4) == 0) {
                flush();
                look(random);
            }
        }
    }

    private void look(Random random) {
        long reach = rig.next - random.nextInt(30);
        rig.store.reach = Math.max(0, reach);
        rig.store.events.clear();
        rig.store.events.addAll(model.shown(rig.store.reach));
        // What could not be looked up before is asked for again.
        rig.pass(Duration.ofSeconds(5));
        long after = random.nextInt((int) rig.next);
        var joined = rig.joined(position(after), 30);
        List<String> expected = shown(model.shown(rig.next));
        if (joined.recovered()) {
            List<String> since = shown(model.shown(rig.next).stream()
                    .filter(event -> event.offset() > after)
                    .toList());
            assertThat(shown(rig.sit(joined).events)).isEqualTo(since);
        } else {
            List<String> history = shown(joined.history());
            assertThat(expected).endsWith(history.toArray(String[]::new));
        }
    }

    /// The newest event as the log itself has it.
    private void stored(RoomEvent.Message message) {
        rig.store.events.add(new LogEvent(rig.next - 1, message.id(), "message", RelayRig.json(message)));
    }

    private void clear(String viewer) {
        tell(new RoomEvent.Cleared(id(), 2, viewer, "clear", MOD, null, ++version));
    }

    private RoomEvent.Message said(String author, @Nullable ReplyTo replyTo) {
        var by = new Author(author, author, "viewer", "#000000", List.of());
        var message = new RoomEvent.Message(id(), 1, by, "text", replyTo);
        model.told(rig.next, message);
        rig.tell(message, author);
        return message;
    }

    private RoomEvent.Message answered(String author, ReplyTo replyTo, long at) {
        var by = new Author(author, author, "viewer", "#000000", List.of());
        var message = new RoomEvent.Message(id(), 1, by, "text", replyTo);
        model.told(rig.next, message);
        rig.tell(message, author, at);
        return message;
    }

    private void tell(RoomEvent event) {
        model.told(rig.next, event);
        rig.tell(event);
    }

    private void flush() {
        rig.pass(Duration.ofMillis(200));
        rig.pause();
    }

    private Room room() {
        Room room = rig.relay.room(TestEvents.ROOM);
        if (room == null) {
            throw new AssertionError("the room is not in memory");
        }
        return room;
    }

    private String pinned() {
        byte[] pinned = room().pinned();
        return pinned == null ? "" : new String(pinned, StandardCharsets.UTF_8);
    }

    private static String id() {
        return EventId.random().value();
    }

    private static List<String> shown(List<LogEvent> events) {
        return events.stream().map(ReplyModel::brief).toList();
    }
}
