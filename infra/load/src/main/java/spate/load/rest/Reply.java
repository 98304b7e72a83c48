package spate.load.rest;

import java.nio.charset.StandardCharsets;
import spate.load.wire.JsonCursor;
import spate.load.wire.MalformedJsonException;

/// Answer to a REST call.
///
/// @param status HTTP status
/// @param body the bytes
/// @param retryAfterSeconds value of `Retry-After`, 0 where there is none
@SuppressWarnings("ArrayRecordComponent") // Read once, compared never.
record Reply(int status, byte[] body, long retryAfterSeconds) {

    /// Text of a field of the answer's object, empty where there is none.
    String text(String name) {
        try {
            var cursor = JsonCursor.over(body);
            cursor.enterObject();
            while (cursor.nextField()) {
                if (cursor.field().equals(name)) {
                    return cursor.stringOrEmpty();
                }
                cursor.skip();
            }
        } catch (MalformedJsonException e) {
            return "";
        }
        return "";
    }

    /// A number of the answer's object.
    long number(String name, long otherwise) {
        var cursor = JsonCursor.over(body);
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.field().equals(name)) {
                return cursor.number(otherwise);
            }
            cursor.skip();
        }
        return otherwise;
    }

    /// Status and code for a message, without what might be secret.
    String summary() {
        String code = text("code");
        return status + (code.isEmpty() ? "" : " " + code);
    }

    /// The start of the body as text.
    String excerpt() {
        return new String(body, 0, Math.min(body.length, 300), StandardCharsets.UTF_8);
    }
}
