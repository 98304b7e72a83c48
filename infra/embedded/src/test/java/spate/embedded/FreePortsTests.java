package spate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTests {

    @Test
    void portsThatConnectionsTakeAreNotGivenOut() {
        var ports = new FreePorts(10_050, 65_500, 7);

        assertThat(IntStream.generate(ports::next).limit(60)).allMatch(port -> port < 10_050 || port > 65_500);
    }

    @Test
    void noPortIsGivenTwiceBeforeTheOthersWere() {
        var ports = new FreePorts(10_500, 65_535, 0);

        assertThat(IntStream.generate(ports::next).limit(100)).doesNotHaveDuplicates();
    }

    @Test
    void aPortThatIsListenedOnIsPassedOver() throws IOException {
        int first = new FreePorts(32_768, 65_535, 2_000).next();
        try (var taken = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            assertThat(new FreePorts(32_768, 65_535, 2_000).next()).isGreaterThan(taken.getLocalPort());
        }
    }

    @Test
    void whereConnectionsTakeAllPortsTheSystemChooses() {
        int port = new FreePorts(1_024, 65_535, 0).next();

        assertThat(Port.isFree(port)).isTrue();
    }
}
