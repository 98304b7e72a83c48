package spate.rooms.room;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where one room's large frames stand so that the kernel sends them to every session without copying them for
/// each: files in memory, given to sockets by sendfile(2). Each file takes half a MiB of frames, and goes when the
/// tail let go of all of them and no socket waits for one; a room's own, so that rooms do not keep each other's.
///
/// Docs/performance.md has what it is worth. Where a system has no such files, there are none, and frames are
/// written from buffers. Any thread.
final class FramePages {

    /// No pages: for frames that one session alone is given.
    static final FramePages NONE = new FramePages(new AtomicInteger(), false);

    /// Below, copying costs no more than handing over pages; measured.
    static final int FRAME_LEAST = 8 * 1024;

    private static final Logger log = LoggerFactory.getLogger(FramePages.class);
    private static final int FILE_BYTES = 512 * 1024;

    private final AtomicInteger open;
    private boolean isUsed;
    private @Nullable FrameFile current;

    /// @param open counts the files of all rooms
    FramePages(AtomicInteger open) {
        this(open, MemoryFiles.areThere());
    }

    private FramePages(AtomicInteger open, boolean isUsed) {
        this.open = open;
        this.isUsed = isUsed;
    }

    /// Takes a frame in.
    ///
    /// @return the caller's to release, or null where it is better written from a buffer
    synchronized @Nullable FrameSlice put(byte[] frame) {
        if (!isUsed || frame.length < FRAME_LEAST) {
            return null;
        }
        try {
            FrameFile file = current;
            if (file == null || file.end() + frame.length > FILE_BYTES) {
                letGo();
                file = new FrameFile(open);
                current = file;
            }
            long at = file.add(frame);
            file.retain();
            return new FrameSlice(file, at, frame.length);
        } catch (IOException e) {
            log.warn("Frames are copied for each session from now on: {}", String.valueOf(e.getMessage()));
            release();
            return null;
        }
    }

    /// Takes no more frames. Those that it has stay for whoever holds them.
    synchronized void release() {
        isUsed = false;
        letGo();
    }

    private void letGo() {
        if (current != null) {
            current.release();
            current = null;
        }
    }
}
