package spate.rooms.log;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import spate.protocol.AsciiForm;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.Topic;

/// Events to records of the log and back. The key is the room, the value is the event's JSON to the byte, and
/// what readers need without parsing stands in headers, each of them UTF-8 text. Stateless.
public final class LogRecords {

    /// Header: the event's id.
    public static final String ID = "id";

    /// Header: the event's type.
    public static final String TYPE = "type";

    /// Header: when the event was accepted, decimal milliseconds since 1970.
    public static final String AT = "at";

    /// Header: id of the viewer whose doing the event is; absent for the server's own events.
    public static final String BY = "by";

    /// Header: of a reply, the decimal offset as of which the words that it quotes were shown, at least -1; absent
    /// where that is not known.
    public static final String QUOTED_AT = "quoted-at";

    /// Header: W3C trace context of the append; absent where nothing is traced.
    public static final String TRACEPARENT = "traceparent";

    /// Longest body of an event in bytes.
    public static final int BODY_BYTES_MAX = 64 * 1024;

    private static final AsciiForm TYPE_FORM = new AsciiForm(1, 16, "az", "-");
    private static final AsciiForm VIEWER_FORM = new AsciiForm(1, 22, "AZ", "az", "09", "_", "-");
    private static final String BOT = "b.";
    private static final AsciiForm BOT_FORM = new AsciiForm(1, 20, "AZ", "az", "09", "_", "-");
    private static final AsciiForm AT_FORM = new AsciiForm(1, 15, "09");
    private static final String BEFORE_ALL = "-1";
    private static final AsciiForm OFFSET_FORM = new AsciiForm(1, 18, "09");

    private LogRecords() {}

    /// The record that carries an event. It names no partition: the producer's default rule for keys is the
    /// rule of [Topic#partitionOf].
    ///
    /// @param traceparent trace context to carry along, or null
    public static ProducerRecord<byte[], byte[]> toRecord(LogEntry entry, @Nullable String traceparent) {
        var written = new ProducerRecord<>(Topic.EVENTS, entry.room().toBytes(), entry.body());
        var headers = written.headers();
        headers.add(ID, utf8(entry.id().value()));
        headers.add(TYPE, utf8(entry.type()));
        headers.add(AT, utf8(Long.toString(entry.at())));
        if (entry.author() != null) {
            headers.add(BY, utf8(entry.author()));
        }
        if (entry.quotedAt() != null) {
            headers.add(QUOTED_AT, utf8(Long.toString(entry.quotedAt())));
        }
        if (traceparent != null) {
            headers.add(TRACEPARENT, utf8(traceparent));
        }
        return written;
    }

    /// The event in a record, or what is wrong with it. Never throws on any content.
    public static Parsed parse(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] key = record.key();
        byte @Nullable [] body = record.value();
        if (key == null || body == null) {
            return new Parsed.Poison(key == null ? "no key" : "no body");
        }
        Optional<RoomId> room = RoomId.parse(new String(key, StandardCharsets.ISO_8859_1));
        if (room.isEmpty()) {
            return new Parsed.Poison("key is no room id");
        }
        Headers headers = record.headers();
        String id = text(headers, ID);
        String type = text(headers, TYPE);
        String at = text(headers, AT);
        String by = text(headers, BY);
        Optional<EventId> eventId = id == null ? Optional.empty() : EventId.parse(id);
        if (eventId.isEmpty()) {
            return new Parsed.Poison("header id is no event id");
        }
        if (type == null || !isType(type)) {
            return new Parsed.Poison("header type is no event type");
        }
        if (at == null || !AT_FORM.matches(at)) {
            return new Parsed.Poison("header at is no time");
        }
        if (by != null && !isAuthor(by)) {
            return new Parsed.Poison("header by is no id of a viewer or bot");
        }
        String quotedAt = text(headers, QUOTED_AT);
        if (quotedAt != null && !isOffset(quotedAt)) {
            return new Parsed.Poison("header quoted-at is no offset");
        }
        String wrong = BodyCheck.whatIsWrong(body);
        if (wrong != null) {
            return new Parsed.Poison(wrong);
        }
        var entry = new LogEntry(
                room.get(),
                eventId.get(),
                type,
                by,
                Long.parseLong(at),
                body,
                quotedAt == null ? null : Long.valueOf(quotedAt));
        return new Parsed.Event(entry, record.partition(), record.offset());
    }

    private static boolean isType(String text) {
        return TYPE_FORM.matches(text) && text.charAt(0) != '-';
    }

    private static boolean isAuthor(String text) {
        return text.startsWith(BOT) ? BOT_FORM.matches(text, BOT.length()) : VIEWER_FORM.matches(text);
    }

    private static boolean isOffset(String text) {
        return text.equals(BEFORE_ALL) || OFFSET_FORM.matches(text);
    }

    /// The trace context that a record carries, or null.
    public static @Nullable String traceparent(ConsumerRecord<byte[], byte[]> record) {
        return text(record.headers(), TRACEPARENT);
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
