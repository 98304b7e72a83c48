package spate.load.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Walks one JSON text in a byte array without building a tree. It knows strings, escapes and nesting exactly,
/// so a field of an inner object is never taken for one of the outer; it does not check the grammar of what it
/// skips. Not safe for use by several threads.
public final class JsonCursor {

    private static final int DEPTH_MAX = 256;

    private final byte[] bytes;
    private final int end;
    private int at;
    private boolean fresh;
    private int keyFrom;
    private int keyTo;

    /// @param from first byte of the text
    /// @param to one past its last byte
    public JsonCursor(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /// A cursor over a whole array.
    public static JsonCursor over(byte[] bytes) {
        return new JsonCursor(bytes, 0, bytes.length);
    }

    /// Steps into the object that stands here.
    public void enterObject() {
        expect('{');
        fresh = true;
    }

    /// Steps into the array that stands here.
    public void enterArray() {
        expect('[');
        fresh = true;
    }

    /// Moves to the value of the object's next field.
    ///
    /// @return false at the object's end, which is then behind the cursor
    public boolean nextField() {
        if (!separated('}')) {
            return false;
        }
        keyFrom = at + 1;
        skipString();
        keyTo = at - 1;
        expect(':');
        space();
        return true;
    }

    /// Moves to the array's next element.
    ///
    /// @return false at the array's end, which is then behind the cursor
    public boolean nextElement() {
        return separated(']');
    }

    /// Whether the field found last has this name (written without escapes).
    public boolean fieldIs(byte[] name) {
        return Arrays.equals(bytes, keyFrom, keyTo, name, 0, name.length);
    }

    /// Name of the field found last.
    public String field() {
        return new String(bytes, keyFrom, keyTo - keyFrom, StandardCharsets.UTF_8);
    }

    /// Where the cursor stands.
    public int at() {
        return at;
    }

    /// First byte of the value here: `"`, `{`, `[`, `t`, `f`, `n`, a digit or `-`.
    public byte peek() {
        space();
        return byteAt(at);
    }

    /// Steps over the value that stands here, whatever it is.
    public void skip() {
        space();
        int depth = 0;
        do {
            switch (byteAt(at)) {
                case '"' -> skipString();
                case '{', '[' -> {
                    depth++;
                    if (depth > DEPTH_MAX) {
                        throw new MalformedJsonException("nested deeper than " + DEPTH_MAX);
                    }
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                case ',', ':', ' ', '\n', '\r', '\t' -> at++;
                default -> skipPlain();
            }
            if (depth < 0) {
                throw new MalformedJsonException("value missing at byte " + at);
            }
        } while (depth > 0);
        fresh = false;
    }

    /// Steps over the string here and gives its text, unescaped.
    public String string() {
        int from = at + 1;
        skipString();
        return unescape(from, at - 1);
    }

    /// The string here, or the empty text where something else stands.
    public String stringOrEmpty() {
        if (peek() == '"') {
            return string();
        }
        skip();
        return "";
    }

    /// Steps over the string here and gives its bytes as they stand, escapes and all.
    public byte[] rawString() {
        int from = at + 1;
        skipString();
        return Arrays.copyOfRange(bytes, from, at - 1);
    }

    /// Steps over the whole number here; where something else stands, it is stepped over and `otherwise` given.
    public long number(long otherwise) {
        int from = at;
        skip();
        long value = 0;
        int i = from;
        boolean negative = bytes[i] == '-';
        if (negative) {
            i++;
        }
        if (i == at) {
            return otherwise;
        }
        for (; i < at; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return otherwise;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    /// Whether `true` stands here; steps over it.
    public boolean isTrue() {
        boolean yes = peek() == 't';
        skip();
        return yes;
    }

    /// Steps over the string here; afterwards its content lies from the returned byte up to `at() - 1`.
    public int skipString() {
        expect('"');
        int from = at;
        while (true) {
            byte c = byteAt(at);
            if (c == '\\') {
                at += 2;
            } else if (c == '"') {
                at++;
                fresh = false;
                return from;
            } else {
                at++;
            }
        }
    }

    private void skipPlain() {
        int from = at;
        while (at < end) {
            byte c = bytes[at];
            boolean plain =
                    (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == 'E' || c == '.' || c == '-' || c == '+';
            if (!plain) {
                break;
            }
            at++;
        }
        if (from == at) {
            throw new MalformedJsonException("unexpected byte at " + at);
        }
    }

    private boolean separated(char close) {
        space();
        if (byteAt(at) == close) {
            at++;
            fresh = false;
            return false;
        }
        if (fresh) {
            fresh = false;
        } else {
            expect(',');
            space();
        }
        return true;
    }

    private void expect(char c) {
        space();
        if (byteAt(at) != c) {
            throw new MalformedJsonException("expected " + c + " at byte " + at);
        }
        at++;
    }

    private void space() {
        while (at < end) {
            byte c = bytes[at];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            at++;
        }
    }

    private byte byteAt(int index) {
        if (index >= end) {
            throw new MalformedJsonException("text ends at byte " + end);
        }
        return bytes[index];
    }

    private String unescape(int from, int to) {
        String raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        var text = new StringBuilder(raw.length());
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i++);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escape = raw.charAt(i++);
            switch (escape) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'u' -> {
                    text.append((char) Integer.parseInt(raw, i, i + 4, 16));
                    i += 4;
                }
                default -> text.append(escape);
            }
        }
        return text.toString();
    }
}
