package spate.protocol.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spate.protocol.Golden;

class QuoteTests {

    private static final String TARGET = "Zk3pQ7xW1nV5bM9cT2yR8A";
    private static final List<String> PIECES = List.of(
            "\"}}",
            "\"excerpt\":\"",
            "\"replyTo\":{\"id\":\"",
            "\",\"by\":\"",
            "\\",
            "\"",
            "}",
            "👋",
            "안녕",
            "\u2028",
            "\n",
            "x");

    @Test
    void aReplySaysWhomItQuotes() {
        byte[] reply = Golden.bytes("event/message-reply");
        assertThat(Quote.in(reply)).isEqualTo(new Quote(TARGET, "Vd83kfLm20xPqz71"));
        assertThat(new String(Quote.emptied(reply), StandardCharsets.UTF_8))
                .isEqualTo(Golden.text("event/message-reply").replace("안녕하세요 👋", ""));
        assertThat(Quote.in(Quote.emptied(reply))).isNull();
    }

    @Test
    void noOtherEventQuotesAnything() {
        Golden.names("event")
                .filter(name -> !name.equals("message-reply"))
                .map(name -> Golden.bytes("event/" + name))
                .forEach(event -> {
                    assertThat(Quote.in(event)).isNull();
                    assertThat(Quote.emptied(event)).isSameAs(event);
                });
    }

    static LongStream seeds() {
        return LongStream.range(0, 2_000);
    }

    /// Whatever texts and names hold: only the excerpt goes, also of a reply that is pinned.
    @ParameterizedTest
    @MethodSource("seeds")
    void onlyTheExcerptGoes(long seed) {
        var random = new Random(seed);
        RoomEvent.Message message = message(random, random.nextInt(3) > 0);
        RoomEvent event = switch (random.nextInt(4)) {
            case 0 -> new RoomEvent.Pinned("p", 2, message, random.nextBoolean() ? random.nextLong() : null);
            case 1 -> new RoomEvent.Unpinned("u", 2, message, random.nextBoolean() ? 7L : null);
            default -> message;
        };
        byte[] json = EventJson.encode(event);
        ReplyTo answered = message.replyTo();
        if (answered == null || answered.excerpt().isEmpty()) {
            assertThat(Quote.in(json)).isNull();
            assertThat(Quote.emptied(json)).isSameAs(json);
            return;
        }
        assertThat(Quote.in(json)).isEqualTo(new Quote(TARGET, answered.by()));
        assertThat(EventJson.decode(Quote.emptied(json))).isEqualTo(emptied(event));
    }

    private static RoomEvent emptied(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Pinned pinned ->
                new RoomEvent.Pinned(pinned.id(), pinned.at(), emptied(pinned.target()), pinned.version());
            case RoomEvent.Unpinned unpinned ->
                new RoomEvent.Unpinned(unpinned.id(), unpinned.at(), emptied(unpinned.target()), unpinned.version());
            case RoomEvent.Message message -> emptied(message);
            default -> throw new AssertionError(event);
        };
    }

    private static RoomEvent.Message emptied(RoomEvent.Message message) {
        ReplyTo to = Objects.requireNonNull(message.replyTo());
        return new RoomEvent.Message(
                message.id(), message.at(), message.by(), message.text(), new ReplyTo(to.id(), to.by(), to.name(), ""));
    }

    private static RoomEvent.Message message(Random random, boolean isReply) {
        var by = new Author("v", text(random), "viewer", "#000000", List.of());
        var answered = new ReplyTo(TARGET, random.nextBoolean() ? "somebody-1" : null, text(random), text(random));
        return new RoomEvent.Message("a", 1, by, text(random), isReply ? answered : null);
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int n = random.nextInt(6); n > 0; n--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
