package spate.api.export;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import spate.protocol.event.Author;
import spate.protocol.event.EventJson;
import spate.protocol.event.RoomEvent;

/// What a file of the chat looks like. Plain decision.
enum ExportFormat {
    /// For spreadsheets: it begins with the mark by which they know UTF-8, and a line of names.
    CSV("csv", new MediaType("text", "csv", StandardCharsets.UTF_8)) {
        @Override
        byte[] head() {
            return utf8("\uFEFF" + CsvLine.of(COLUMNS));
        }

        @Override
        byte[] line(byte[] event) {
            RoomEvent decoded = decoded(event);
            return decoded == null ? new byte[0] : utf8(CsvLine.of(cells(decoded)));
        }
    },
    /// For programs: each event to the byte, a line each.
    NDJSON("ndjson", MediaType.APPLICATION_NDJSON) {
        @Override
        byte[] head() {
            return new byte[0];
        }

        @Override
        byte[] line(byte[] event) {
            var line = Arrays.copyOf(event, event.length + 1);
            line[event.length] = '\n';
            return line;
        }
    };

    private static final List<String> COLUMNS =
            List.of("at", "type", "id", "viewer", "name", "role", "text", "amount", "currency", "replyTo");

    private final String word;

    // A media type never changes.
    @SuppressWarnings("ImmutableEnumChecker")
    private final MediaType type;

    ExportFormat(String word, MediaType type) {
        this.word = word;
        this.type = type;
    }

    static Optional<ExportFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word.equals(word))
                .findFirst();
    }

    /// Its name in requests and file names.
    String word() {
        return word;
    }

    MediaType type() {
        return type;
    }

    /// What the file begins with.
    abstract byte[] head();

    /// An event's line; empty where it cannot be told in this format.
    abstract byte[] line(byte[] event);

    private static List<String> cells(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Message message -> {
                var replyTo = message.replyTo();
                yield cells(
                        message, "message", message.by(), message.text(), "", "", replyTo == null ? "" : replyTo.id());
            }
            case RoomEvent.Donation donation ->
                cells(
                        donation,
                        "donation",
                        donation.by(),
                        donation.text(),
                        String.valueOf(donation.amount()),
                        donation.currency(),
                        "");
            case RoomEvent.Notice notice -> cells(notice, "notice", notice.by(), notice.text(), "", "", "");
            default -> cells(event, "", null, "", "", "", "");
        };
    }

    private static List<String> cells(
            RoomEvent event,
            String type,
            @Nullable Author by,
            @Nullable String text,
            String amount,
            String currency,
            String replyTo) {
        return List.of(
                Instant.ofEpochMilli(event.at()).toString(),
                type,
                event.id(),
                by == null ? "" : by.id(),
                by == null ? "" : by.name(),
                by == null ? "" : by.role(),
                text == null ? "" : text,
                amount,
                currency,
                replyTo);
    }

    private static @Nullable RoomEvent decoded(byte[] event) {
        try {
            return EventJson.decode(event);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
