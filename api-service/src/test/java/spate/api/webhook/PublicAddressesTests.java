package spate.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "168.63.129.17",
                "2606:4700:4700::1111",
                "2400:cb00::1",
                "3ffe::1"
            })
    void whatIsPublicIsTaken(String address) {
        assertThat(PublicAddresses.has(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.0",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void whatIsNotPublicIsNot(String address) {
        assertThat(PublicAddresses.has(InetAddress.ofLiteral(address))).isFalse();
    }

    @Test
    void anIpv4AddressInTheDressOfAnIpv6OneIsWhatItIsInside() throws UnknownHostException {
        assertThat(PublicAddresses.has(mapped(127, 0, 0, 1))).isFalse();
        assertThat(PublicAddresses.has(mapped(169, 254, 169, 254))).isFalse();
        assertThat(PublicAddresses.has(mapped(10, 1, 2, 3))).isFalse();
        assertThat(PublicAddresses.has(mapped(8, 8, 8, 8))).isTrue();
    }

    /// The platform turns such addresses into IPv4 ones where it can; what comes from elsewhere may not be
    /// turned.
    private static Inet6Address mapped(int... parts) throws UnknownHostException {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xFF;
        bytes[11] = (byte) 0xFF;
        for (int i = 0; i < 4; i++) {
            bytes[12 + i] = (byte) parts[i];
        }
        return Inet6Address.getByAddress("", bytes, 0);
    }
}
