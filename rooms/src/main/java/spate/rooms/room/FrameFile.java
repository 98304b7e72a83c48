package spate.rooms.room;

import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;

/// A file in memory with frames one behind the other; closed when the last one who retained it releases it.
///
/// What stands in it is never changed: pages that a socket still has to send are sent from where they are.
final class FrameFile extends AbstractReferenceCounted {

    private static final int PAGE = 4096;

    private final FileChannel channel;
    private final AtomicInteger open;
    private long end;

    /// @param open counts the files that are open
    FrameFile(AtomicInteger open) throws IOException {
        this.channel = MemoryFiles.create();
        this.open = open;
        open.incrementAndGet();
    }

    FileChannel channel() {
        return channel;
    }

    /// Bytes from the start to where the next frame will stand.
    long end() {
        return end;
    }

    /// Adds a frame, on pages of its own: a socket takes page by page, so a frame that begins in the middle of one
    /// costs it one more. One thread at a time.
    ///
    /// @return where it stands
    long add(byte[] frame) throws IOException {
        long at = end;
        var bytes = ByteBuffer.wrap(frame);
        while (bytes.hasRemaining()) {
            channel.write(bytes, at + bytes.position());
        }
        end = (at + frame.length + PAGE - 1) / PAGE * PAGE;
        return at;
    }

    @Override
    protected void deallocate() {
        open.decrementAndGet();
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ReferenceCounted touch(Object hint) {
        return this;
    }
}
