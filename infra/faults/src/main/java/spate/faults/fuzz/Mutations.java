package spate.faults.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// Makes bytes from good ones: flipped, cut, doubled, spliced, and with pieces that parsers stumble over. The same
/// random numbers make the same bytes.
final class Mutations {

    private static final int EDITS_MAX = 4;
    private static final int BYTES_MAX = 9_000;
    private static final List<byte[]> STUMBLES = List.of(
            utf8("\"\\ud800\""),
            utf8("\\u0000"),
            utf8("\"type\":\"post\","),
            utf8("99999999999999999999999999"),
            utf8("-1"),
            utf8("1e400"),
            utf8("null"),
            utf8("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["),
            utf8("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":"),
            utf8("}}}}}}}}"),
            utf8("😂👨‍👩‍👧‍👦안녕"),
            utf8("\"id\":{},"),
            utf8("\\"),
            utf8("\""),
            utf8("x".repeat(600)),
            new byte[] {(byte) 0xff, (byte) 0xfe},
            new byte[] {(byte) 0xc0, (byte) 0x80},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
            new byte[] {0, 0, 0, 0});

    private final Random random;
    private final List<byte[]> good;

    Mutations(Random random, List<String> good) {
        this.random = random;
        this.good = good.stream().map(Mutations::utf8).toList();
    }

    /// The next input, at most 9,000 bytes.
    byte[] next() {
        byte[] bytes = any(good);
        int edits = random.nextInt(EDITS_MAX + 1);
        for (int n = 0; n < edits; n++) {
            bytes = edited(bytes);
        }
        return bytes.length > BYTES_MAX ? part(bytes, 0, BYTES_MAX) : bytes;
    }

    private byte[] edited(byte[] bytes) {
        if (bytes.length == 0) {
            return any(STUMBLES);
        }
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(16));
        return switch (random.nextInt(8)) {
            case 0 -> {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> {
                byte[] changed = bytes.clone();
                changed[at] = (byte) random.nextInt(256);
                yield changed;
            }
            case 2 -> part(bytes, 0, at);
            case 3 -> joined(part(bytes, 0, at), part(bytes, to, bytes.length));
            case 4 -> joined(part(bytes, 0, to), part(bytes, at, bytes.length));
            case 5 -> joined(part(bytes, 0, at), any(good));
            default -> joined(joined(part(bytes, 0, at), any(STUMBLES)), part(bytes, at, bytes.length));
        };
    }

    private byte[] any(List<byte[]> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var whole = new ByteArrayOutputStream(first.length + second.length);
        whole.writeBytes(first);
        whole.writeBytes(second);
        return whole.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
