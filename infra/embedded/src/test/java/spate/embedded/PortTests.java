package spate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortTests {

    @Test
    void takenPortIsNamedWithItsRemedy() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int number = taken.getLocalPort();
            var port = Port.fixed(number, "start with --kafka-port=N");

            assertThat(Port.isFree(number)).isFalse();
            assertThatThrownBy(() -> port.claim("Kafka"))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("Port " + number)
                    .hasMessageContaining("Kafka")
                    .hasMessageContaining("--kafka-port=N");
        }
    }

    @Test
    void freePortIsFree() {
        int number = Port.free().claim("Redis");

        assertThat(number).isBetween(1, 65_535);
        assertThat(Port.isFree(number)).isTrue();
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> Port.fixed(65_536, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Port.fixed(-1, "")).isInstanceOf(IllegalArgumentException.class);
    }
}
