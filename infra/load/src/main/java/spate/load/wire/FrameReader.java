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
/// and takes a tenth of the time. Remembers at most 32 MiB. Confined to one event loop.
public final class FrameReader {

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
        long hash = hash(buffer, from, length) ^ (isDeflated ? 1 : 0);
        int slot = (int) (hash ^ hash >>> 32) & SLOTS - 1;
        var known = slots[slot];
        if (known != null && known.hash == hash && known.bytes.length == length && known.isDeflated == isDeflated) {
            ByteBuffer range = buffer.nioBufferCount() == 1
                    ? buffer.internalNioBuffer(from, length)
                    : buffer.nioBuffer(from, length);
            if (range.mismatch(known.view) < 0) {
                return known.frame;
            }
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

    /// Mixes the length, the first 128 bytes (where type, room and positions stand) and the last 8.
    private static long hash(ByteBuf buffer, int from, int length) {
        long h = length * 0x9E3779B97F4A7C15L;
        int words = Math.min(length, 128) / 8;
        for (int i = 0; i < words; i++) {
            h = (h ^ buffer.getLongLE(from + i * 8)) * 0xC2B2AE3D27D4EB4FL;
            h ^= h >>> 29;
        }
        if (length >= 8) {
            h = (h ^ buffer.getLongLE(from + length - 8)) * 0xC2B2AE3D27D4EB4FL;
        }
        return h ^ h >>> 32;
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
    }
}
