package spate.rooms.room;

import io.netty.channel.DefaultFileRegion;

/// A frame that stands in a [FrameFile], and keeps the file from being closed.
final class FrameSlice {

    private final FrameFile file;
    private final long at;
    private final int length;

    /// @param file whose release this slice owes from now on
    FrameSlice(FrameFile file, long at, int length) {
        this.file = file;
        this.at = at;
        this.length = length;
    }

    /// The frame as a message for one channel; the caller's to release.
    DefaultFileRegion region() {
        file.retain();
        return new Region(file, at, length);
    }

    void release() {
        file.release();
    }

    /// Netty's own closes the file with the first region that is sent.
    private static final class Region extends DefaultFileRegion {

        private final FrameFile file;

        Region(FrameFile file, long at, int length) {
            super(file.channel(), at, length);
            this.file = file;
        }

        @Override
        protected void deallocate() {
            file.release();
        }
    }
}
