package spate.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class RemoteAddressTests {

    @Test
    void anIpv6NetworkCountsAsOne() throws UnknownHostException {
        assertThat(keyOf("2001:db8:1:2:3::4")).isEqualTo(keyOf("2001:db8:1:2::ffff"));
        assertThat(keyOf("2001:db8:1:2::1")).isNotEqualTo(keyOf("2001:db8:1:3::1"));
        assertThat(keyOf("192.0.2.1")).isNotEqualTo(keyOf("192.0.2.2"));
    }

    private static String keyOf(String address) throws UnknownHostException {
        return RemoteAddress.keyOf(InetAddress.getByName(address));
    }
}
