package spate.stream.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.Topic;
import spate.protocol.event.Author;
import spate.protocol.event.EventJson;
import spate.protocol.event.ReplyTo;
import spate.protocol.event.RoomEvent;
import spate.rooms.figures.PresenceSteps;
import spate.rooms.figures.Step;
import spate.rooms.log.LogEntry;
import spate.rooms.log.LogIdentity;
import spate.rooms.replay.ArchivedEvent;
import spate.rooms.replay.EventStore;
import spate.rooms.replay.RecentFormat;
import spate.rooms.replay.StoredRange;
import spate.testing.FaultyServers;
import spate.testing.TestScope;

/// The archive against real servers of its own, some of which fail.
class ArchiveIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static @Nullable FaultyServers servers;
    private static int tests;

    private final TestScope scope = servers().scope();
    private LogModel log = new LogModel(scope.kafka());
    private final List<RoomId> rooms = new ArrayList<>();

    @BeforeAll
    static void start() {
        servers = FaultyServers.start();
    }

    @AfterAll
    static void end() {
        servers().close();
    }

    @BeforeEach
    void chooseRooms() {
        tests++;
        for (int i = 0; i < 6; i++) {
            rooms.add(new RoomId("room-" + tests + "-" + i));
        }
    }

    @AfterEach
    void endLog() {
        log.close();
    }

    @Test
    void everyEventIsStoredOnceAndInOrder() throws Exception {
        try (var archive = RunningArchive.start(scope)) {
            appendEvents(0, 6_000);
            awaitStored();
            Awaitility.await("no lag").atMost(SOON).until(() -> archive.gauge("spate.archive.lag") == 0);
            assertThat(archive.gauge("spate.archive.lag.seconds")).isZero();
        }
    }

    @Test
    void restartsInTheMiddleLoseAndDoubleNothing() throws Exception {
        for (int part = 0; part < 4; part++) {
            var archive = RunningArchive.start(scope);
            appendEvents(part * 5_000, 5_000);
            Awaitility.await("something stored").atMost(SOON).until(() -> archive.count("spate.archive.rows") > 0);
            archive.close();
        }
        try (var _ = RunningArchive.start(scope)) {
            awaitStored();
        }
    }

    @Test
    void aDatabaseThatIsAwayIsWaitedFor() throws Exception {
        try (var archive = RunningArchive.start(scope)) {
            appendEvents(0, 500);
            awaitStored();

            servers().mariaDb().kill();
            appendEvents(500, 5_000);
            Awaitility.await("tries again").atMost(SOON).until(() -> archive.count("spate.archive.retries") >= 3);
            assertThat(archive.gauge("spate.archive.lag.seconds")).isPositive();
            servers().mariaDb().start();
            awaitStored();

            servers().mariaDb().pause();
            appendEvents(5_500, 2_000);
            double before = archive.count("spate.archive.retries");
            Awaitility.await("tries again").atMost(SOON).until(() -> archive.count("spate.archive.retries") > before);
            servers().mariaDb().resume();
            awaitStored();
        }
    }

    @Test
    void whatCanNeverBeStoredIsADeadLetterAndTheRestGoesOn() throws Exception {
        Rows.run(scope, "ALTER TABLE room_events ADD CONSTRAINT refused CHECK (body NOT LIKE '%refuse me%')");
        Rows.run(scope, "ALTER TABLE room_events MODIFY type VARCHAR(10) CHARACTER SET ascii NOT NULL");
        RoomId room = rooms.getFirst();
        // One connection, so that what follows a refusal sees whatever the refusal left on it.
        try (var archive =
                RunningArchive.start(scope, "--spring.r2dbc.pool.initial-size=1", "--spring.r2dbc.pool.max-size=1")) {
            awaitTopic(archive);
            for (int i = 0; i < 200; i++) {
                log.append(Records.entry(room, "before-" + i, "hello"));
            }
            var poisons = List.of(
                    new ProducerRecord<>(Topic.EVENTS, room.toBytes(), utf8("not json")),
                    new ProducerRecord<byte[], byte[]>(Topic.EVENTS, utf8("NOT A ROOM"), utf8("{}")));
            poisons.forEach(log::append);
            var refused = Records.entry(room, "refused", "please refuse me");
            log.append(spate.rooms.log.LogRecords.toRecord(refused, null));
            var narrow = Records.entry(room, "narrow", "x");
            log.append(spate.rooms.log.LogRecords.toRecord(
                    new spate.rooms.log.LogEntry(room, narrow.id(), "too-long-type", null, 1, narrow.body()), null));
            for (int i = 0; i < 200; i++) {
                log.append(Records.entry(room, "after-" + i, "hello"));
            }
            awaitStored();

            List<ConsumerRecord<byte[], byte[]>> dead = deadLetters(4);
            assertThat(dead)
                    .extracting(letter -> header(letter, "reason"))
                    .containsExactlyInAnyOrder(
                            "header id is no event id",
                            "key is no room id",
                            "refused by the database",
                            "refused by the database");
            assertThat(dead).extracting(letter -> header(letter, "from-topic")).containsOnly(Topic.EVENTS);
            assertThat(dead).extracting(letter -> header(letter, "from-offset")).doesNotContainNull();
            assertThat(dead)
                    .filteredOn(letter -> new String(letter.value(), StandardCharsets.UTF_8).equals("not json"))
                    .hasSize(1);
            assertThat(archive.count("spate.archive.dead")).isEqualTo(4);
        }
    }

    @Test
    void withoutRedisTheArchiveGoesOnAndRedisNeverClaimsWhatItMissed() throws Exception {
        try (var archive = RunningArchive.start(scope)) {
            appendEvents(0, 600);
            awaitStored();
            servers().redis().kill();
            appendEvents(600, 600);
            awaitStored();
            assertThat(archive.count("spate.archive.recent.failed")).isPositive();
            checkAgainstModel(archive, 20);
            assertThatCode(archive::cancelWhatRedisWasNotSent).doesNotThrowAnyException();
            servers().redis().start();
            appendEvents(1_200, 300);
            awaitStored();
            checkAgainstModel(archive, 50);
        }
    }

    @Test
    void bothLayersOfTheStoreAgreeWithTheModel() throws Exception {
        try (var archive = RunningArchive.start(scope)) {
            appendEvents(0, 700);
            awaitStored();
            appendEvents(700, 700);
            awaitStored();
            checkAgainstModel(archive, 200);
            double recent = archive.count("spate.replay.lookups", "answered", "recent");
            assertThat(recent).isPositive();

            flushRedis();
            checkAgainstModel(archive, 100);
            assertThat(archive.count("spate.replay.lookups", "answered", "recent"))
                    .isEqualTo(recent);
            assertThat(archive.count("spate.replay.lookups", "answered", "store"))
                    .isPositive();
        }
    }

    @Test
    void whatIsStoredLongAfterItWasAppendedIsNotPushed() throws Exception {
        try (var archive = RunningArchive.start(scope)) {
            // What earlier tests left in the log is stored by then, and no poll holds both that and what is late.
            appendEvents(0, 300);
            awaitStored();
            flushRedis();
            long hourAgo = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
            for (int i = 300; i < 600; i++) {
                log.append(Records.entry(rooms.get(i % rooms.size()), "key-" + i, "late"), hourAgo);
            }
            awaitStored();
            checkAgainstModel(archive, 100);
            assertThat(archive.count("spate.replay.lookups", "answered", "recent"))
                    .isZero();

            appendEvents(600, 300);
            awaitStored();
            checkAgainstModel(archive, 100);
            assertThat(archive.count("spate.replay.lookups", "answered", "recent"))
                    .isPositive();
        }
    }

    @Test
    void aPartitionThatCatchesUpKeepsNoOtherFromRedis() throws Exception {
        try (var archive = RunningArchive.start(scope)) {
            appendEvents(0, 300);
            awaitStored();
            flushRedis();
            RoomId late = rooms.getFirst();
            int behind = archive.identity().partitionOf(late);
            RoomId live = rooms.stream()
                    .filter(room -> archive.identity().partitionOf(room) != behind)
                    .findFirst()
                    .orElseThrow();
            long hourAgo = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
            for (int i = 300; i < 400; i++) {
                log.append(Records.entry(late, "key-" + i, "late"), hourAgo);
                log.append(Records.entry(live, "key-" + i, "live"));
            }
            awaitStored();
            assertThat(answeredByRedis(archive, late, 10)).isEqualTo(0);
            assertThat(answeredByRedis(archive, live, 10)).isEqualTo(1);
        }
    }

    /// How many look-ups of the newest events of a room Redis answers.
    private double answeredByRedis(RunningArchive archive, RoomId room, int limit) throws Exception {
        double before = archive.count("spate.replay.lookups", "answered", "recent");
        LogIdentity identity = archive.identity();
        long end = of(log.rooms(), room).getLast().offset() + 1;
        StoredRange range =
                get(archive.store().newestBefore(room, identity.partitionOf(room), identity.epoch(), end, limit));
        assertThat(range.events()).hasSize(limit);
        return archive.count("spate.replay.lookups", "answered", "recent") - before;
    }

    @Test
    void whatWasHiddenLeavesRedisAlsoWhileThePartitionCatchesUp() throws Exception {
        try (var _ = RunningArchive.start(scope)) {
            RoomId room = rooms.getFirst();
            appendEvents(0, 300);
            var removed = said(room, "mina", "words to remove", null);
            said(room, "mina", "words to keep", null);
            awaitStored();
            assertThat(inRedis(room)).contains("words to remove", "words to keep");
            long hourAgo = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
            log.append(LogEntry.of(room, new RoomEvent.Removed(id(), 2, removed.id(), author("mod")), null), hourAgo);
            Awaitility.await("stored")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(bodies(room)).doesNotContain("words to remove"));
            Awaitility.await("out of Redis")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(inRedis(room))
                            .doesNotContain("words to remove")
                            .contains("words to keep"));
        }
    }

    /// Everything that Redis holds of a room's events.
    private String inRedis(RoomId room) {
        try (var redis = io.lettuce.core.RedisClient.create(scope.redisUrl())) {
            return String.join("\n", redis.connect().sync().zrange(RecentFormat.roomKey(room), 0, -1));
        }
    }

    @Test
    void aTopicCreatedAnewIsAnotherEpoch() throws Exception {
        try (var archive = RunningArchive.start(scope)) {
            appendEvents(0, 500);
            awaitStored();
            LogIdentity first = archive.identity();
            Map<RoomId, List<LogModel.Known>> old = log.rooms();

            createTopicAnew();
            log.close();
            log = new LogModel(scope.kafka());
            appendEvents(500, 800);
            Map<RoomId, List<LogModel.Known>> young = log.rooms();
            Awaitility.await("second epoch stored").atMost(SOON).untilAsserted(() -> {
                for (RoomId room : rooms) {
                    List<Rows.Row> rows = Rows.of(scope, room);
                    int newest = rows.getLast().ordinal();
                    assertThat(rows.stream()
                                    .filter(row -> row.ordinal() < newest)
                                    .map(Rows.Row::id))
                            .containsExactlyElementsOf(ids(of(old, room)));
                    assertThat(rows.stream()
                                    .filter(row -> row.ordinal() == newest)
                                    .map(Rows.Row::id))
                            .containsExactlyElementsOf(ids(of(young, room)));
                }
            });

            LogIdentity second = archive.identity();
            assertThat(second.epoch()).isNotEqualTo(first.epoch());
            RoomId room = rooms.getFirst();
            long end = of(young, room).getLast().offset() + 1;
            int limit = of(young, room).size() + 5;
            StoredRange range =
                    get(archive.store().newestBefore(room, second.partitionOf(room), second.epoch(), end, limit));
            assertThat(range.complete()).isTrue();
            assertThat(range.events()).hasSize(limit);
            assertThat(range.events().subList(0, 5))
                    .allSatisfy(event -> assertThat(event.offset()).isEqualTo(-1));
        }
    }

    @Test
    void whatIsHiddenIsGoneFromReplies() throws Exception {
        try (var archive = RunningArchive.start(scope)) {
            RoomId room = rooms.getFirst();
            var removed = said(room, "mina", "words to remove", null);
            var cleared = said(room, "mina", "words to clear", null);
            var other = said(room, "noah", "words to keep", null);
            said(room, "olga", "one", ReplyTo.to(removed));
            var pinned = said(room, "olga", "two", ReplyTo.to(cleared));
            said(room, "olga", "three", ReplyTo.to(other));
            tell(room, new RoomEvent.Pinned(id(), 1, pinned, 1L));
            awaitStored();
            assertThat(quoted(archive, room))
                    .containsExactly(
                            "one=words to remove",
                            "two=words to clear",
                            "three=words to keep",
                            "pinned two=words to clear");

            Author mod = author("mod");
            tell(room, new RoomEvent.Removed(id(), 2, removed.id(), mod));
            tell(room, new RoomEvent.Cleared(id(), 2, "mina", "clear", mod, null, 2L));
            // Accepted where nothing of that was known yet.
            said(room, "olga", "four", ReplyTo.to(removed));
            said(room, "olga", "five", ReplyTo.to(cleared));
            said(room, "olga", "six", new ReplyTo(cleared.id(), null, "mina", "words to clear"));
            var since = said(room, "mina", "words since", null);
            said(room, "olga", "seven", ReplyTo.to(since));
            List<String> expected = List.of(
                    "one=",
                    "two=",
                    "three=words to keep",
                    "pinned two=",
                    "four=",
                    "five=",
                    "six=",
                    "seven=words since");
            Awaitility.await("stored")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(quoted(archive, room)).isEqualTo(expected));
            flushRedis();
            assertThat(quoted(archive, room)).isEqualTo(expected);
            assertThat(bodies(room)).doesNotContain("words to remove").contains("words to keep");
            Awaitility.await("blanked")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(bodies(room)).doesNotContain("words to clear"));
            assertThat(quoted(archive, room)).isEqualTo(expected);
            assertThat(replyRows(room)).hasSize(2);
        }
    }

    @Test
    void aRemovedDonationIsGoneAndOneOfAClearedViewerStays() throws Exception {
        try (var archive = RunningArchive.start(scope)) {
            RoomId room = rooms.getFirst();
            var removed = donated(room, "words to remove");
            donated(room, "words to keep");
            awaitStored();
            assertThat(donations(archive, room)).containsExactly("words to remove", "words to keep");
            tell(room, new RoomEvent.Removed(id(), 2, removed.id(), author("mod")));
            tell(room, new RoomEvent.Cleared(id(), 2, "mina", "clear", author("mod"), null, 2L));
            // One whose removal is stored with it is never shown, either.
            var both = donated(room, "words of a moment");
            tell(room, new RoomEvent.Removed(id(), 2, both.id(), author("mod")));
            donated(room, "the last words");
            List<String> expected = List.of("words to keep", "the last words");
            Awaitility.await("stored")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(donations(archive, room)).isEqualTo(expected));
            flushRedis();
            assertThat(donations(archive, room)).isEqualTo(expected);
            assertThat(bodies(room)).contains("words to keep").doesNotContain("words to remove", "words of a moment");
        }
    }

    private RoomEvent.Donation donated(RoomId room, String text) {
        var donation = new RoomEvent.Donation(id(), 1, author("mina"), 5_000, "KRW", 2, text);
        log.append(LogEntry.of(room, donation, "mina"));
        return donation;
    }

    /// Rows of before there was a table of replies.
    @Test
    void theMigrationFindsRepliesOfBefore() throws Exception {
        RoomId room = rooms.getFirst();
        var removed = said(room, "mina", "words to remove", null);
        var other = said(room, "mina", "words to keep", null);
        said(room, "olga", "one", new ReplyTo(removed.id(), null, "mina", "words to remove"));
        var pinned = said(room, "olga", "two", new ReplyTo(other.id(), null, "mina", "words to keep"));
        tell(room, new RoomEvent.Pinned(id(), 1, pinned, 1L));
        try (var _ = RunningArchive.start(scope)) {
            awaitStored();
        }
        // The migration goes through whole tables, so nothing else works on them meanwhile.
        Rows.run(scope, "UPDATE room_events SET hidden = 1, body = '' WHERE event_id = '" + removed.id() + "'");
        Rows.run(scope, "DROP TABLE reply_events");
        try (var migration = ArchiveIT.class.getResourceAsStream("/db/migration/V10__replies.sql")) {
            String sql = new String(Objects.requireNonNull(migration).readAllBytes(), StandardCharsets.UTF_8);
            sql.lines()
                    .filter(line -> !line.startsWith("--"))
                    .collect(Collectors.joining("\n"))
                    .transform(text -> Stream.of(text.split(";\n?", -1)))
                    .filter(statement -> !statement.isBlank())
                    .forEach(statement -> Rows.run(scope, statement));
        }
        flushRedis();
        try (var archive = RunningArchive.start(scope)) {
            assertThat(quoted(archive, room)).containsExactly("one=", "two=words to keep", "pinned two=words to keep");
        }
        assertThat(bodies(room)).doesNotContain("words to remove");
        assertThat(replyRows(room)).containsExactly(other.id() + " mina", other.id() + " mina");
    }

    private RoomEvent.Message said(RoomId room, String author, String text, @Nullable ReplyTo replyTo) {
        var message = new RoomEvent.Message(id(), 1, author(author), text, replyTo);
        log.append(LogEntry.of(room, message, author));
        return message;
    }

    private void tell(RoomId room, RoomEvent event) {
        log.append(LogEntry.of(room, event, null));
    }

    private static Author author(String id) {
        return new Author(id, id, "viewer", "#000000", List.of());
    }

    private static String id() {
        return EventId.random().value();
    }

    /// The events that are shown.
    private Stream<RoomEvent> shown(RunningArchive archive, RoomId room) {
        LogIdentity identity = archive.identity();
        int partition = identity.partitionOf(room);
        long end = ends().getOrDefault(partition, 0L);
        StoredRange range = get(archive.store().after(room, partition, identity.epoch(), -1, end, 100));
        return range.events().stream().map(event -> EventJson.decode(event.body()));
    }

    private List<String> donations(RunningArchive archive, RoomId room) {
        return shown(archive, room)
                .filter(RoomEvent.Donation.class::isInstance)
                .map(event -> String.valueOf(((RoomEvent.Donation) event).text()))
                .toList();
    }

    /// What is shown of the room's replies, and of those that are pinned.
    private List<String> quoted(RunningArchive archive, RoomId room) {
        return shown(archive, room)
                .flatMap(event -> switch (event) {
                    case RoomEvent.Message message
                    when message.replyTo() != null ->
                        Stream.of(message.text() + "=" + message.replyTo().excerpt());
                    case RoomEvent.Pinned pinned
                    when pinned.target().replyTo() != null ->
                        Stream.of("pinned " + pinned.target().text() + "="
                                + pinned.target().replyTo().excerpt());
                    default -> Stream.of();
                })
                .toList();
    }

    private List<String> replyRows(RoomId room) {
        return FigureModel.read(
                scope, "SELECT CONCAT_WS(' ', target_id, author_id) FROM reply_events WHERE room_id = '" + room + "'");
    }

    private String bodies(RoomId room) {
        return Rows.of(scope, room).stream().map(Rows.Row::body).collect(Collectors.joining("\n"));
    }

    /// Two replicas that both think the partition is theirs read it in pieces of their own, and one reads it again.
    @Test
    void whatIsStoredTwiceByWhomeverIsCountedOnce() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long now = System.currentTimeMillis();
        long minuteAgo = Step.FINEST.floor(now - 60_000);
        RoomId watched = rooms.getLast();
        tellPresence(minuteAgo, Map.of(watched.value(), "5:7", watched + "/one", "3:1", watched + "/two", "1:1"));
        FigureModel model = FigureModel.random(random, rooms.subList(0, 5), 500, now);
        try (var archive = RunningArchive.start(scope, "--spate.figures.every=500ms")) {
            var first = archive.store(model.slices(new Random(seed + 1)));
            var second = archive.store(model.slices(new Random(seed + 2)));
            get(Flux.merge(first, second).then(Mono.just(true)));
            get(archive.store(model.slices(new Random(seed + 3))).then(Mono.just(true)));
            for (Step step : Step.values()) {
                Awaitility.await("folded")
                        .atMost(SOON)
                        .untilAsserted(() -> assertThat(FigureModel.read(
                                        scope,
                                        "SELECT CONCAT_WS(' ', room_id, at, messages, chatters, reactions, donations, donated,"
                                                + " removed, bans) FROM room_steps WHERE viewers = 0 AND step = "
                                                + step.seconds()))
                                .as("seed %d, step %s", seed, step)
                                .containsExactlyElementsOf(model.steps(step)));
                Awaitility.await("presence")
                        .atMost(SOON)
                        .untilAsserted(() -> assertThat(FigureModel.read(
                                        scope,
                                        "SELECT CONCAT_WS(' ', at, viewers, peak, joins, leaves) FROM room_steps"
                                                + " WHERE viewers > 0 AND step = " + step.seconds()))
                                .containsExactly(step.floor(minuteAgo) + " 5 7 4 2"));
            }
            assertThat(FigureModel.read(
                            scope,
                            "SELECT CONCAT_WS(' ', room_id, viewer_id, SUM(messages), SUM(donations), SUM(donated))"
                                    + " FROM room_viewer_hours GROUP BY room_id, viewer_id"))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(model.viewers());
            assertThat(FigureModel.read(
                            scope, "SELECT CONCAT_WS(' ', room_id, SUM(taps)) FROM room_reactions GROUP BY room_id"))
                    .as("seed %d", seed)
                    .isEqualTo(FigureModel.read(
                            scope,
                            "SELECT CONCAT_WS(' ', room_id, SUM(reactions)) FROM room_steps WHERE step = 10"
                                    + " GROUP BY room_id HAVING SUM(reactions) > 0"));
        }
    }

    private void tellPresence(long step, Map<String, String> told) {
        try (var redis = io.lettuce.core.RedisClient.create(scope.redisUrl())) {
            assertThat(redis.connect().sync().hset(PresenceSteps.key(step), told))
                    .isPositive();
        }
    }

    @Test
    void hotWordsAreToldOnceOverReplicasAndNeverTheBlockedOnes() {
        RoomId room = rooms.getFirst();
        Rows.run(
                scope,
                "INSERT INTO blocked_words (room_id, version, words, changed_by, changed_at) VALUES ('" + room
                        + "', 1, '[{\"pattern\":\"스포일러\",\"action\":\"mask\"}]', 'aaaaaaaaaaaaaaaaaaaaaa', 1)");
        String often = "--spate.stream.hot-words.every=2s";
        try (var first = RunningArchive.start(scope, often);
                var second = RunningArchive.start(scope, often)) {
            say(room, "viewer-a", "고양이 게임 ㅋㅋㅋㅋ");
            say(room, "viewer-b", "고양이 스포일러 ㅠㅠ");
            say(room, "viewer-a", "고양이 고양이!");
            Awaitility.await("told")
                    .atMost(SOON)
                    .until(() -> trending(room).toString().contains("{\"word\":\"고양이\",\"count\":2}"));
            // Both replicas had their chance to tell it again.
            Awaitility.await("told once")
                    .during(Duration.ofSeconds(4))
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(trending(room)).doesNotHaveDuplicates());
            assertThat(trending(room).toString())
                    .contains("게임")
                    .doesNotContain("스포일러")
                    .doesNotContain("ㅋ");
            assertThat(first.count("spate.hotwords.told") + second.count("spate.hotwords.told"))
                    .isEqualTo(trending(room).size());
        }
    }

    private void say(RoomId room, String viewer, String text) {
        var by = new Author(viewer, viewer, "viewer", "#000000", List.of());
        var message = new RoomEvent.Message(EventId.random().value(), System.currentTimeMillis(), by, text, null);
        log.append(LogEntry.of(room, message, viewer));
    }

    /// What a room was told, without what differs each time.
    private List<String> trending(RoomId room) {
        return Rows.of(scope, room).stream()
                .map(Rows.Row::body)
                .filter(body -> body.contains("\"trending\""))
                .map(body -> body.substring(body.indexOf("\"words\"")))
                .toList();
    }

    private void appendEvents(int from, int count) {
        Random random = new Random(from);
        for (int i = from; i < from + count; i++) {
            RoomId room = rooms.get(random.nextInt(rooms.size()));
            var entry = Records.entry(room, "key-" + i, "안녕 👋 '\\\\' " + "x".repeat(random.nextInt(300)));
            log.append(entry);
            if (random.nextInt(10) == 0) {
                log.append(entry);
            }
        }
    }

    private void awaitStored() throws Exception {
        Map<RoomId, List<LogModel.Known>> expected = log.rooms();
        Awaitility.await("everything stored")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> expected.forEach((room, known) -> assertThat(Rows.of(scope, room))
                        .extracting(Rows.Row::offset, Rows.Row::id, Rows.Row::body)
                        .containsExactlyElementsOf(known.stream()
                                .map(each -> org.assertj.core.groups.Tuple.tuple(
                                        each.offset(),
                                        each.entry().id().value(),
                                        new String(each.entry().body(), StandardCharsets.UTF_8)))
                                .toList())));
    }

    /// Random look-ups, also beyond the end of the log, against what the log says.
    private void checkAgainstModel(RunningArchive archive, int lookUps) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        LogIdentity identity = archive.identity();
        EventStore store = archive.store();
        Map<RoomId, List<LogModel.Known>> model = log.rooms();
        Map<Integer, Long> ends = ends();
        for (int i = 0; i < lookUps; i++) {
            RoomId room = rooms.get(random.nextInt(rooms.size()));
            int partition = identity.partitionOf(room);
            long end = ends.getOrDefault(partition, 0L);
            long before = random.nextInt(3) == 0 ? end : random.nextLong(end + 3);
            int limit = 1 + random.nextInt(250);
            List<LogModel.Known> all = model.getOrDefault(room, List.of());
            var below = all.stream().filter(known -> known.offset() < before).toList();

            StoredRange newest = get(store.newestBefore(room, partition, identity.epoch(), before, limit));
            assertThat(offsets(newest))
                    .as("seed %d: newest %d before %d of %s", seed, limit, before, room)
                    .isEqualTo(places(below.subList(Math.max(0, below.size() - limit), below.size())));
            assertThat(newest.complete()).as("seed %d: newest", seed).isEqualTo(before <= end);

            long after = Math.max(-1, before - random.nextInt(400) - 1);
            var between = below.stream().filter(known -> known.offset() > after).toList();
            StoredRange range = get(store.after(room, partition, identity.epoch(), after, before, limit));
            assertThat(offsets(range))
                    .as("seed %d: %d after %d before %d of %s", seed, limit, after, before, room)
                    .isEqualTo(places(between.subList(0, Math.min(limit, between.size()))));
            assertThat(range.complete())
                    .as("seed %d: after %d before %d, end %d", seed, after, before, end)
                    .isEqualTo(between.size() <= limit && (before <= end || before <= after + 1));
        }
        LogModel.Known known = model.values().iterator().next().getFirst();
        RoomId room = known.entry().room();
        int partition = identity.partitionOf(room);
        ArchivedEvent found =
                get(store.find(room, partition, identity.epoch(), known.entry().id()));
        assertThat(found.event().body()).isEqualTo(known.entry().body());
        assertThat(found.event().offset()).isEqualTo(known.offset());
        assertThat(found.archivedBefore()).isGreaterThan(known.offset());
        ArchivedEvent ofAnother =
                get(store.find(room, partition, "another", known.entry().id()));
        assertThat(ofAnother.event().offset()).isEqualTo(-1);
        assertThat(ofAnother.archivedBefore()).isZero();
        assertThat(store.find(room, partition, identity.epoch(), EventId.random())
                        .blockOptional(SOON))
                .isEmpty();
    }

    private static <T> T get(Mono<T> mono) {
        return mono.blockOptional(SOON).orElseThrow();
    }

    private static List<LogModel.Known> of(Map<RoomId, List<LogModel.Known>> model, RoomId room) {
        return model.getOrDefault(room, List.of());
    }

    private static List<String> ids(List<LogModel.Known> known) {
        return known.stream().map(each -> each.entry().id().value()).toList();
    }

    private static List<Long> places(List<LogModel.Known> known) {
        return known.stream().map(LogModel.Known::offset).toList();
    }

    private static List<Long> offsets(StoredRange range) {
        return range.events().stream().map(event -> event.offset()).toList();
    }

    private Map<Integer, Long> ends() {
        try (var consumer = consumer()) {
            List<TopicPartition> all = new ArrayList<>();
            for (int i = 0; i < RunningArchive.PARTITIONS; i++) {
                all.add(new TopicPartition(Topic.EVENTS, i));
            }
            Map<Integer, Long> ends = new HashMap<>();
            consumer.endOffsets(all).forEach((partition, end) -> ends.put(partition.partition(), end));
            return ends;
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        try (var consumer = consumer()) {
            var partition = new TopicPartition(Topic.DEAD, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Awaitility.await("dead letters").atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
                return letters.size() >= count;
            });
        }
        return letters;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", scope.kafka()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        var header = letter.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private void createTopicAnew() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", scope.kafka()))) {
            admin.deleteTopics(List.of(Topic.EVENTS)).all().get();
            Awaitility.await("topic created anew")
                    .atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> {
                        admin.createTopics(List.of(new NewTopic(Topic.EVENTS, RunningArchive.PARTITIONS, (short) 1)))
                                .all()
                                .get();
                        return true;
                    });
            Awaitility.await("leaders")
                    .atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> admin.describeTopics(List.of(Topic.EVENTS)).allTopicNames().get().values().stream()
                            .flatMap(topic -> topic.partitions().stream())
                            .allMatch(partition -> partition.leader() != null));
        }
    }

    private static void awaitTopic(RunningArchive archive) {
        Awaitility.await("topic").atMost(SOON).ignoreExceptions().until(() -> archive.identity() != null);
    }

    private void flushRedis() throws Exception {
        try (var redis = io.lettuce.core.RedisClient.create(scope.redisUrl())) {
            redis.connect().sync().flushdb();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static FaultyServers servers() {
        if (servers == null) {
            throw new IllegalStateException("not started");
        }
        return servers;
    }
}
