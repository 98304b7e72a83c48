package spate.load.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// 128 bits that stand for an event id of any form: two independent mixes over its bytes. Among a hundred
/// million ids the chance that any two share all 128 bits is below 10⁻²⁰.
///
/// @param hi first half
/// @param lo second half
public record Hash128(long hi, long lo) {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long A = 0x9E3779B97F4A7C15L;
    private static final long B = 0xC2B2AE3D27D4EB4FL;

    /// Hash of a whole array.
    public static Hash128 of(byte[] bytes) {
        return new Hash128(half(bytes, 0, bytes.length, A), half(bytes, 0, bytes.length, B));
    }

    /// First half of the hash of a range.
    static long hi(byte[] bytes, int from, int to) {
        return half(bytes, from, to, A);
    }

    /// Second half of the hash of a range.
    static long lo(byte[] bytes, int from, int to) {
        return half(bytes, from, to, B);
    }

    private static long half(byte[] bytes, int from, int to, long seed) {
        long h = mix(seed ^ (to - from));
        int i = from;
        for (; i + 8 <= to; i += 8) {
            h = mix(h ^ ((long) LONGS.get(bytes, i) * seed)) * 5 + seed;
        }
        long rest = 0;
        for (; i < to; i++) {
            rest = (rest << 8) | (bytes[i] & 0xff);
        }
        return mix(h ^ mix(rest + seed));
    }

    private static long mix(long z) {
        long y = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        y = (y ^ y >>> 27) * 0x94D049BB133111EBL;
        return y ^ y >>> 31;
    }
}
