package spate.rooms.log;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Whether bytes may be spliced into frames and SSE lines as they are: one JSON object on one line of valid
/// UTF-8. One bad body would spoil the frame of everyone in the room, so it is looked at before it goes
/// anywhere.
final class BodyCheck {

    private static final int DEPTH_MAX = 32;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
            .build();

    private BodyCheck() {}

    /// What is wrong with a body in few words, or null where nothing is.
    static @Nullable String whatIsWrong(byte[] body) {
        if (body.length > LogRecords.BODY_BYTES_MAX) {
            return "body too long";
        }
        if (body.length == 0 || body[0] != '{') {
            return "body is no object";
        }
        String wrong = wrongText(body);
        if (wrong != null) {
            return wrong;
        }
        return isOneObject(body) ? null : "body is not well-formed JSON";
    }

    private static boolean isOneObject(byte[] body) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (JacksonException _) {
            return false;
        }
    }

    /// Jackson lets overlong forms and surrogates pass, which browsers and databases do not.
    private static @Nullable String wrongText(byte[] body) {
        int at = 0;
        while (at < body.length) {
            int lead = body[at];
            if (lead >= 0x20) {
                at++;
                continue;
            }
            if (lead >= 0) {
                return "body holds raw control characters";
            }
            int length = sequenceLength(body, at);
            if (length == 0) {
                return "body is not valid UTF-8";
            }
            at += length;
        }
        return null;
    }

    /// Length of the well-formed sequence of 2 to 4 bytes at `at` (Unicode's table 3-7), or 0 where there is
    /// none.
    private static int sequenceLength(byte[] body, int at) {
        int lead = body[at] & 0xff;
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (at + length > body.length) {
            return 0;
        }
        int second = body[at + 1] & 0xff;
        int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((body[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
