package spate.load.wire;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Reads each different frame once. The server sends the same bytes to every session of a room, so all but the
/// first copy of a frame cost one vectorised comparison of all its bytes, which proves more than parsing would
/// and takes a tenth of the time. A frame that comes in pieces is compared as it comes, so that it need not be
/// put together. Remembers at most 32 MiB. Confined to one event loop.
public final class FrameReader {

    /// How much of a frame tells which one it is: type, room and positions stand there.
    public static final int HEAD_BYTES = 128;

    private static final int SLOTS = 1 << 13;
    private static final long BYTES_MAX = 32L << 20;
    private static final int INFLATED_MAX = 16 << 20;
    private static final byte[] DEFLATE_TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private final FrameParser parser;
    private final @Nullable Known[] slots = new Known[SLOTS];
    private final ArrayDeque<Known> oldestFirst = new ArrayDeque<>();
    private final Inflater inflater = new Inflater(true);
    private long bytesKept;
    private byte[] inflated = new byte[64 * 1024];

    /// @param parser reads what was not seen before
    public FrameReader(FrameParser parser) {
        this.parser = parser;
    }

    /// Reads the frame in a range of a buffer, whose reader index stays where it is.
    ///
    /// @param isDeflated whether the range is compressed (`permessage-deflate` without context takeover)
    /// @throws MalformedJsonException if it is not a JSON object
    public Frame read(ByteBuf buffer, int from, int length, boolean isDeflated) {
        long hash = hash(buffer, from, length, isDeflated);
        int slot = slot(hash);
        var known = slots[slot];
        if (known != null
                && known.isLike(hash, length, isDeflated)
                && range(buffer, from, length).mismatch(known.view) < 0) {
            return known.frame;
        }
        var bytes = new byte[length];
        buffer.getBytes(from, bytes);
        Frame frame;
        if (isDeflated) {
            int size = inflate(bytes);
            frame = parser.frame(inflated, 0, size);
        } else {
            frame = parser.frame(bytes, 0, length);
        }
        if (frame.kind() == Frame.Kind.EVENTS) {
            keep(new Known(hash, slot, bytes, isDeflated, frame));
        }
        return frame;
    }

    /// A frame that was read before and that this one may be.
    ///
    /// @param from where the payload begins, of which at least [#HEAD_BYTES] are there
    /// @param length of the whole payload
    public @Nullable Comparison begin(ByteBuf buffer, int from, int length, boolean isDeflated) {
        long hash = hash(buffer, from, length, isDeflated);
        var known = slots[slot(hash)];
        return known != null && known.isLike(hash, length, isDeflated) ? new Comparison(known) : null;
    }

    private static ByteBuffer range(ByteBuf buffer, int from, int length) {
        return buffer.nioBufferCount() == 1 ? buffer.internalNioBuffer(from, length) : buffer.nioBuffer(from, length);
    }

    private void keep(Known known) {
        slots[known.slot] = known;
        oldestFirst.add(known);
        bytesKept += known.bytes.length;
        while (bytesKept > BYTES_MAX && oldestFirst.size() > 1) {
            var oldest = oldestFirst.remove();
            bytesKept -= oldest.bytes.length;
            if (slots[oldest.slot] == oldest) {
                slots[oldest.slot] = null;
            }
        }
    }

    private int inflate(byte[] bytes) {
        inflater.reset();
        inflater.setInput(bytes);
        int size = 0;
        boolean tailGiven = false;
        try {
            while (true) {
                size += inflater.inflate(inflated, size, inflated.length - size);
                if (size == inflated.length) {
                    if (size >= INFLATED_MAX) {
                        throw new MalformedJsonException("inflates beyond " + INFLATED_MAX + " bytes");
                    }
                    inflated = Arrays.copyOf(inflated, size * 2);
                } else if (inflater.finished() || (tailGiven && inflater.needsInput())) {
                    return size;
                } else if (inflater.needsInput()) {
                    inflater.setInput(DEFLATE_TAIL);
                    tailGiven = true;
                }
            }
        } catch (DataFormatException e) {
            throw new MalformedJsonException("not deflate: " + e.getMessage());
        }
    }

    /// Mixes the length and the head.
    private static long hash(ByteBuf buffer, int from, int length, boolean isDeflated) {
        long h = length * 0x9E3779B97F4A7C15L ^ (isDeflated ? 1 : 0);
        int words = Math.min(length, HEAD_BYTES) / 8;
        for (int i = 0; i < words; i++) {
            h = (h ^ buffer.getLongLE(from + i * 8)) * 0xC2B2AE3D27D4EB4FL;
            h ^= h >>> 29;
        }
        return h ^ h >>> 32;
    }

    private static int slot(long hash) {
        return (int) (hash ^ hash >>> 32) & SLOTS - 1;
    }

    /// A payload that comes in pieces, all of which have been those of a frame that was read before.
    public static final class Comparison {

        private final Known known;
        private int same;

        private Comparison(Known known) {
            this.known = known;
        }

        /// Compares what the buffer has of the payload, and takes it where it is the same.
        ///
        /// @return false at a difference; then nothing is taken
        public boolean take(ByteBuf in) {
            int length = Math.min(in.readableBytes(), known.bytes.length - same);
            if (range(in, in.readerIndex(), length).mismatch(known.view.slice(same, length)) >= 0) {
                return false;
            }
            in.skipBytes(length);
            same += length;
            return true;
        }

        /// Bytes of the whole payload.
        public int length() {
            return known.bytes.length;
        }

        /// Whether all of it came.
        public boolean isWhole() {
            return same == known.bytes.length;
        }

        /// What it is, once all of it came.
        public Frame frame() {
            return known.frame;
        }

        /// Writes what came.
        public void writeTo(ByteBuf out) {
            out.writeBytes(known.bytes, 0, same);
        }
    }

    /// A frame that was read, with the bytes it was read from.
    private static final class Known {

        final long hash;
        final int slot;
        final byte[] bytes;
        final ByteBuffer view;
        final boolean isDeflated;
        final Frame frame;

        Known(long hash, int slot, byte[] bytes, boolean isDeflated, Frame frame) {
            this.hash = hash;
            this.slot = slot;
            this.bytes = bytes;
            this.view = ByteBuffer.wrap(bytes);
            this.isDeflated = isDeflated;
            this.frame = frame;
        }

        boolean isLike(long otherHash, int length, boolean otherIsDeflated) {
            return hash == otherHash && bytes.length == length && isDeflated == otherIsDeflated;
        }
    }
}
