package spate.protocol.frame;

import static spate.protocol.ErrorCode.BAD_FRAME;
import static spate.protocol.ErrorCode.ROOM_UNKNOWN;
import static spate.protocol.ErrorCode.UNKNOWN_TYPE;

import org.jspecify.annotations.Nullable;
import spate.protocol.EventId;
import spate.protocol.Limits;
import spate.protocol.Refusal;
import spate.protocol.RoomId;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/// Bytes of a text frame to a [ClientFrame], in one pass without a tree. Thread-safe.
///
/// Unknown fields are skipped; a field that occurs twice, nests deeper than [#DEPTH] or has the wrong type is a
/// `bad_frame`. Bytes that are not exactly one JSON value are [Decoded.NotJson].
public final class ClientFrameDecoder {

    /// Deepest nesting that is read, in unknown fields too.
    static final int DEPTH = 32;

    private static final int ID_LENGTH = 64;
    private static final int HISTORY_DEFAULT = 50;
    private static final int REACT_COUNT_MAX = 20;
    private static final int REACTION_LENGTH = 32;
    private static final int POSITION_LENGTH = 64;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final Limits limits;

    public ClientFrameDecoder(Limits limits) {
        this.limits = limits;
    }

    /// Decodes one text frame.
    public Decoded decode(byte[] bytes, int offset, int length) {
        var fields = new Fields();
        try (var parser = json.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
            return decode(parser, fields);
        } catch (StreamConstraintsException e) {
            return new Decoded.Refused(fields.id, Refusal.of(BAD_FRAME, "nested too deep or too long"));
        } catch (JacksonException e) {
            // A field that occurs twice is well-formed JSON all the same; anything else is not JSON.
            return String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")
                    ? new Decoded.Refused(fields.id, Refusal.of(BAD_FRAME, "a field occurs twice"))
                    : new Decoded.NotJson();
        }
    }

    private Decoded decode(JsonParser parser, Fields fields) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return new Decoded.NotJson();
        }
        if (first != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return parser.nextToken() == null
                    ? new Decoded.Refused(null, Refusal.of(BAD_FRAME, "a frame is one JSON object"))
                    : new Decoded.NotJson();
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            fields.read(name, value, parser);
        }
        if (parser.nextToken() != null) {
            return new Decoded.NotJson();
        }
        try {
            return new Decoded.Frame(fields.toFrame(limits));
        } catch (BadField e) {
            return new Decoded.Refused(fields.id, e.refusal);
        }
    }

    /// What one frame carried, of the fields that any frame may carry; the first wrong one is remembered.
    private static final class Fields {
        @Nullable
        FrameId id;

        @Nullable
        String type;

        @Nullable
        String room;

        @Nullable
        String token;

        @Nullable
        String after;

        @Nullable
        String text;

        @Nullable
        String key;

        @Nullable
        String replyTo;

        @Nullable
        String reaction;

        int history = HISTORY_DEFAULT;
        int count = 1;

        @Nullable
        String wrong;

        void read(String name, JsonToken value, JsonParser parser) {
            switch (name) {
                case "id" -> id = frameId(value, parser);
                case "type" -> type = string(name, value, parser);
                case "room" -> room = string(name, value, parser);
                case "token" -> token = string(name, value, parser);
                case "after" -> after = string(name, value, parser);
                case "text" -> text = string(name, value, parser);
                case "key" -> key = string(name, value, parser);
                case "replyTo" -> replyTo = string(name, value, parser);
                case "reaction" -> reaction = string(name, value, parser);
                case "history" -> history = integer(name, value, parser, history);
                case "count" -> count = integer(name, value, parser, count);
                default -> parser.skipChildren();
            }
        }

        private @Nullable FrameId frameId(JsonToken value, JsonParser parser) {
            if (value.isNumeric() && parser.getStringLength() <= ID_LENGTH) {
                return new FrameId(parser.getString());
            }
            if (value == JsonToken.VALUE_STRING && parser.getStringLength() <= ID_LENGTH) {
                String string = parser.getString();
                if (wellFormed(string)) {
                    return new FrameId(
                            '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(string)) + '"');
                }
            }
            wrong("id", value, parser);
            return null;
        }

        private @Nullable String string(String name, JsonToken value, JsonParser parser) {
            if (value == JsonToken.VALUE_NULL) {
                return null;
            }
            if (value == JsonToken.VALUE_STRING) {
                String string = parser.getString();
                if (wellFormed(string)) {
                    return string;
                }
            }
            wrong(name, value, parser);
            return null;
        }

        private int integer(String name, JsonToken value, JsonParser parser, int otherwise) {
            if (value == JsonToken.VALUE_NULL) {
                return otherwise;
            }
            if (value == JsonToken.VALUE_NUMBER_INT && parser.getStringLength() <= 9) {
                return parser.getIntValue();
            }
            wrong(name, value, parser);
            return otherwise;
        }

        private void wrong(String name, JsonToken value, JsonParser parser) {
            if (value.isStructStart()) {
                parser.skipChildren();
            }
            if (wrong == null) {
                wrong = name;
            }
        }

        ClientFrame toFrame(Limits limits) {
            if (type == null) {
                throw new BadField("type", wrong != null && wrong.equals("type") ? "must be a string" : "is missing");
            }
            return switch (type) {
                case "hello" -> check(new ClientFrame.Hello(id, token));
                case "join" ->
                    check(new ClientFrame.Join(
                            id, room(), bounded("after", after, POSITION_LENGTH), history(limits.historyLength())));
                case "leave" -> check(new ClientFrame.Leave(id, room()));
                case "post" -> check(new ClientFrame.Post(id, room(), required("text", text), key(limits), replyTo()));
                case "react" -> check(new ClientFrame.React(id, room(), reaction(), count()));
                case "ping" -> check(new ClientFrame.Ping(id));
                default -> throw new BadField(Refusal.ofField(UNKNOWN_TYPE, "type", "no such frame type"));
            };
        }

        /// A field of the wrong type is refused even where the frame would not need it.
        private ClientFrame check(ClientFrame frame) {
            if (wrong != null) {
                throw new BadField(wrong, "has the wrong type");
            }
            return frame;
        }

        private String required(String name, @Nullable String value) {
            if (value == null) {
                throw new BadField(name, name.equals(wrong) ? "must be a string" : "is missing");
            }
            return value;
        }

        private RoomId room() {
            return RoomId.parse(required("room", room))
                    .orElseThrow(() -> new BadField(Refusal.ofField(ROOM_UNKNOWN, "room", "no such room")));
        }

        private @Nullable String bounded(String name, @Nullable String value, int length) {
            if (value != null && value.length() > length) {
                throw new BadField(name, "is longer than " + length + " characters");
            }
            return value;
        }

        private int history(int max) {
            if (history < 0 || history > max) {
                throw new BadField("history", "must be 0 to " + max);
            }
            return history;
        }

        private @Nullable String key(Limits limits) {
            if (key != null && key.isEmpty()) {
                throw new BadField("key", "must not be empty");
            }
            return bounded("key", key, limits.keyLength());
        }

        private @Nullable EventId replyTo() {
            if (replyTo == null) {
                return null;
            }
            return EventId.parse(replyTo).orElseThrow(() -> new BadField("replyTo", "is not an event id"));
        }

        private String reaction() {
            String value = required("reaction", reaction);
            if (value.isEmpty() || value.length() > REACTION_LENGTH) {
                throw new BadField("reaction", "must have 1 to " + REACTION_LENGTH + " characters");
            }
            return value;
        }

        private int count() {
            if (count < 1 || count > REACT_COUNT_MAX) {
                throw new BadField("count", "must be 1 to " + REACT_COUNT_MAX);
            }
            return count;
        }

        /// Escapes can spell half a surrogate pair, which has no UTF-8.
        private static boolean wellFormed(String string) {
            for (int i = 0; i < string.length(); i++) {
                char c = string.charAt(i);
                if (Character.isSurrogate(c)) {
                    if (!Character.isHighSurrogate(c)
                            || i + 1 == string.length()
                            || !Character.isLowSurrogate(string.charAt(++i))) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    private static final class BadField extends RuntimeException {
        private final transient Refusal refusal;

        BadField(String field, String what) {
            this(Refusal.ofField(BAD_FRAME, field, field + " " + what));
        }

        BadField(Refusal refusal) {
            super(refusal.message(), null, false, false);
            this.refusal = refusal;
        }
    }
}
