package spate.rooms.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.FileRegion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Linux only: elsewhere there are no pages, and frames are written from buffers.
@EnabledOnOs(OS.LINUX)
class FramePagesTests {

    private final AtomicInteger open = new AtomicInteger();

    @Test
    void whatARegionSendsIsTheFrameWhateverCameBehindIt() throws IOException {
        var pages = new FramePages(open);
        var random = new Random(7);
        var frames = new ArrayList<byte[]>();
        var regions = new ArrayList<FileRegion>();
        for (int i = 0; i < 200; i++) {
            byte[] frame = frame(random, FramePages.FRAME_LEAST + random.nextInt(60_000));
            FrameSlice slice = Objects.requireNonNull(pages.put(frame));
            frames.add(frame);
            regions.add(slice.region());
            slice.release();
        }
        for (int i = 0; i < frames.size(); i++) {
            assertThat(sent(regions.get(i))).isEqualTo(frames.get(i));
        }
        pages.release();
        assertThat(open).hasValueGreaterThan(10);
        regions.forEach(FileRegion::release);
        assertThat(open).hasValue(0);
    }

    @Test
    void filesGoAsTheTailMovesOn() {
        var pages = new FramePages(open);
        var random = new Random(8);
        var held = new ArrayDeque<FrameSlice>();
        for (int i = 0; i < 2_000; i++) {
            held.add(Objects.requireNonNull(pages.put(frame(random, 10_000 + random.nextInt(20_000)))));
            if (held.size() > 50) {
                held.remove().release();
            }
        }
        // 50 frames of 32 KiB at most fill three files and a part at each end, and one is being filled.
        assertThat(open).hasValueLessThanOrEqualTo(6);
        held.forEach(FrameSlice::release);
        pages.release();
        assertThat(open).hasValue(0);
    }

    @Test
    void smallFramesStandInBuffersAndNothingIsTakenAfterTheEnd() {
        var pages = new FramePages(open);
        assertThat(pages.put(new byte[FramePages.FRAME_LEAST - 1])).isNull();
        pages.release();
        assertThat(pages.put(new byte[FramePages.FRAME_LEAST])).isNull();
        assertThat(FramePages.NONE.put(new byte[FramePages.FRAME_LEAST])).isNull();
        assertThat(open).hasValue(0);
    }

    @Test
    void aLargeBatchComesAsARegionOfTheBytesOfItsBuffer() throws IOException {
        var pages = new FramePages(open);
        var batch = new Batch(TestEvents.ROOM, TestEvents.LOG, 0, 500, large(), pages);
        FileRegion first = (FileRegion) Objects.requireNonNull(batch.framed(Encoding.WEBSOCKET));
        FileRegion second = (FileRegion) Objects.requireNonNull(batch.framed(Encoding.WEBSOCKET));
        assertThat(second.position()).isEqualTo(first.position());
        var plain = new Batch(TestEvents.ROOM, TestEvents.LOG, 0, 500, large());
        var buffer = Objects.requireNonNull(plain.encoded(Encoding.WEBSOCKET));
        byte[] expected = new byte[buffer.readableBytes()];
        buffer.readBytes(expected).release();
        plain.release();
        batch.release();
        pages.release();
        assertThat(batch.framed(Encoding.WEBSOCKET)).isNull();
        assertThat(sent(first)).isEqualTo(expected);
        assertThat(sent(second)).isEqualTo(expected);
        first.release();
        second.release();
        assertThat(open).hasValue(0);
    }

    @Test
    void whereTheProcessMayNotReachForNativeCodeFramesStandInBuffers() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process denied = new ProcessBuilder(
                        java,
                        "-Xshare:auto",
                        "--illegal-native-access=deny",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeniedNativeAccess.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(denied.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(denied.waitFor()).as(said).isZero();
        assertThat(said).contains("buffer, buffer").containsOnlyOnce("No files in memory");
    }

    /// Runs in a process of its own.
    static final class DeniedNativeAccess {

        private DeniedNativeAccess() {}

        public static void main(String[] arguments) {
            System.out.println(kind() + ", " + kind());
        }

        private static String kind() {
            FrameSlice slice = new FramePages(new AtomicInteger()).put(new byte[FramePages.FRAME_LEAST]);
            return slice == null ? "buffer" : "file";
        }
    }

    private static List<LogEvent> large() {
        long[] offsets = new long[500];
        Arrays.setAll(offsets, i -> i + 1);
        return TestEvents.at(offsets);
    }

    private static byte[] sent(FileRegion region) throws IOException {
        var out = new ByteArrayOutputStream();
        var channel = Channels.newChannel(out);
        while (region.transferred() < region.count()) {
            region.transferTo(channel, region.transferred());
        }
        return out.toByteArray();
    }

    private static byte[] frame(Random random, int length) {
        byte[] frame = new byte[length];
        random.nextBytes(frame);
        return frame;
    }
}
