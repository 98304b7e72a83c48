package spate.rooms.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultFileRegion;
import java.io.File;
import org.junit.jupiter.api.Test;

class WaitingBytesTests {

    /// Netty's own estimator says 0, and a session that does not read would never be full.
    @Test
    void aRegionOfAFileCountsWithAllItsBytes() {
        var region = new DefaultFileRegion(new File("never-opened"), 4_096, 56_000);
        assertThat(WaitingBytes.ESTIMATOR.newHandle().size(region)).isEqualTo(56_000);
    }

    @Test
    void aBufferCountsAsBefore() {
        assertThat(WaitingBytes.ESTIMATOR.newHandle().size(Unpooled.wrappedBuffer(new byte[300])))
                .isEqualTo(300);
    }
}
