package spate.rooms.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.Topic;
import spate.rooms.policy.BotId;
import spate.rooms.policy.BotScope;

class LogRecordsTests {

    private static final RoomId ROOM = new RoomId("lobby");
    private static final EventId ID = EventId.derive(ROOM, "viewer", "1");

    @Test
    void anEventSurvivesTheLog() {
        LogEntry entry = entry("viewer", "{\"text\":\"안녕 🎉\"}");
        var read = read(LogRecords.toRecord(entry, "00-trace"));

        assertThat(LogRecords.parse(read)).isEqualTo(new Parsed.Event(entry, 3, 42));
        assertThat(LogRecords.traceparent(read)).isEqualTo("00-trace");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 42, 999_999_999_999_999_999L})
    void asOfWhenAReplyQuotesSurvivesTheLog(long offset) {
        LogEntry entry = entry("viewer", "{}").quotingAt(offset);

        assertThat(LogRecords.parse(read(LogRecords.toRecord(entry, null)))).isEqualTo(new Parsed.Event(entry, 3, 42));
    }

    @Test
    void aServersOwnEventHasNoAuthor() {
        var written = LogRecords.toRecord(entry(null, "{}"), null);

        assertThat(written.topic()).isEqualTo(Topic.EVENTS);
        assertThat(written.headers().lastHeader(LogRecords.BY)).isNull();
        assertThat(LogRecords.parse(read(written)))
                .isInstanceOfSatisfying(
                        Parsed.Event.class,
                        event -> assertThat(event.entry().author()).isNull());
    }

    @Test
    void aBotIsAnAuthorToo() {
        String bot = BotId.create(ROOM, Set.of(BotScope.POST)).value();

        assertThat(LogRecords.parse(read(LogRecords.toRecord(entry(bot, "{}"), null))))
                .isInstanceOfSatisfying(
                        Parsed.Event.class,
                        event -> assertThat(event.entry().author()).isEqualTo(bot));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[1]",
                "null",
                "{",
                "{}{}",
                "{} x",
                "{\"a\":1,}",
                "{\"a\":\"b\nc\"}",
                "{\n}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\" 1}",
                "{\"a\":\"\t\"}",
                " {}"
            })
    void aBodyThatIsNotOneObjectOnOneLineIsPoison(String body) {
        assertThat(LogRecords.parse(read(LogRecords.toRecord(entry(null, body), null))))
                .isInstanceOf(Parsed.Poison.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c080",
                "c1bf",
                "e08080",
                "eda080",
                "f08080bf",
                "f4908080",
                "f5808080",
                "80",
                "e282",
                "ff",
                "f09f8e"
            })
    void aBodyThatIsNotUtf8IsPoison(String hex) {
        byte[] inner = HexFormat.of().parseHex(hex);
        byte[] body = ByteBuffer.allocate(inner.length + 8)
                .put("{\"a\":\"".getBytes(StandardCharsets.UTF_8))
                .put(inner)
                .put("\"}".getBytes(StandardCharsets.UTF_8))
                .array();

        assertThat(BodyCheck.whatIsWrong(body)).isEqualTo("body is not valid UTF-8");
    }

    @Test
    void theCheckOfUtf8AgreesWithThePlatforms() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            byte[] tail = new byte[1 + random.nextInt(4)];
            random.nextBytes(tail);
            tail[0] |= (byte) 0x80;
            byte[] body = ByteBuffer.allocate(tail.length + 8)
                    .put("{\"a\":\"".getBytes(StandardCharsets.UTF_8))
                    .put(tail)
                    .put("\"}".getBytes(StandardCharsets.UTF_8))
                    .array();
            boolean refused = "body is not valid UTF-8".equals(BodyCheck.whatIsWrong(body))
                    || "body holds raw control characters".equals(BodyCheck.whatIsWrong(body));
            boolean hasControls =
                    new String(tail, StandardCharsets.ISO_8859_1).chars().anyMatch(c -> c < 0x20);
            assertThat(refused)
                    .as("seed %d, bytes %s", seed, HexFormat.of().formatHex(tail))
                    .isEqualTo(hasControls || !decodes(body));
        }
    }

    @Test
    void aBodyIsBoundedInSizeAndDepth() {
        String longest = "{\"a\":\"" + "x".repeat(LogRecords.BODY_BYTES_MAX - 8) + "\"}";
        String deep = "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}";

        assertThat(BodyCheck.whatIsWrong(longest.getBytes(StandardCharsets.UTF_8)))
                .isNull();
        assertThat(BodyCheck.whatIsWrong((longest + " ").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("body too long");
        assertThat(BodyCheck.whatIsWrong(deep.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("body is not well-formed JSON");
    }

    @ParameterizedTest
    @CsvSource({
        "id,short",
        "id,''",
        "type,Message",
        "type,''",
        "type,abcdefghijklmnopq",
        "at,-1",
        "at,x",
        "at,''",
        "by,''",
        "by,a b",
        "by,a.b",
        "by,b.aaaaaaaaaaaaaaaaaaaaa",
        "quoted-at,''",
        "quoted-at,-2",
        "quoted-at,x"
    })
    void aHeaderThatIsNotWellFormedIsPoison(String header, String value) {
        var written = LogRecords.toRecord(entry("viewer", "{}"), null);
        written.headers().remove(header);
        written.headers().add(header, value.getBytes(StandardCharsets.UTF_8));

        assertThat(LogRecords.parse(read(written)))
                .isInstanceOfSatisfying(
                        Parsed.Poison.class,
                        poison -> assertThat(poison.reason()).startsWith("header " + header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "type", "at"})
    void aHeaderThatIsMissingIsPoison(String header) {
        var written = LogRecords.toRecord(entry("viewer", "{}"), null);
        written.headers().remove(header);

        assertThat(LogRecords.parse(read(written))).isInstanceOf(Parsed.Poison.class);
    }

    @Test
    void aRecordWithoutKeyOrBodyIsPoison() {
        byte[] room = ROOM.toBytes();
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);

        assertThat(LogRecords.parse(read(null, body))).isEqualTo(new Parsed.Poison("no key"));
        assertThat(LogRecords.parse(read(room, null))).isEqualTo(new Parsed.Poison("no body"));
        assertThat(LogRecords.parse(read("No".getBytes(StandardCharsets.UTF_8), body)))
                .isEqualTo(new Parsed.Poison("key is no room id"));
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    private static LogEntry entry(@Nullable String author, String body) {
        return new LogEntry(ROOM, ID, "message", author, 1_700_000_000_000L, body.getBytes(StandardCharsets.UTF_8));
    }

    private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> written) {
        return new ConsumerRecord<>(
                written.topic(),
                3,
                42,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                written.key(),
                written.value(),
                written.headers(),
                Optional.empty());
    }

    @SuppressWarnings("NullAway") // a record of the log may lack either
    private static ConsumerRecord<byte[], byte[]> read(byte @Nullable [] key, byte @Nullable [] body) {
        return new ConsumerRecord<>(
                Topic.EVENTS,
                3,
                42,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                body,
                new RecordHeaders(),
                Optional.empty());
    }
}
