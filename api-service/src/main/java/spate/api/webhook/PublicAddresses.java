package spate.api.webhook;

import java.net.InetAddress;
import java.util.List;

/// Which addresses are on the public internet. Plain decision. What is not known to be public is not.
final class PublicAddresses {

    private static final List<Block> NOT_PUBLIC_4 = List.of(
            Block.of(0x00000000, 8), // this network
            Block.of(0x0A000000, 8), // private
            Block.of(0x64400000, 10), // carriers' NAT
            Block.of(0x7F000000, 8), // loopback
            Block.of(0xA83F8110, 32), // 168.63.129.16: a cloud's own services
            Block.of(0xA9FE0000, 16), // link-local; metadata of clouds
            Block.of(0xAC100000, 12), // private
            Block.of(0xC0000000, 24), // protocol assignments
            Block.of(0xC0000200, 24), // documentation
            Block.of(0xC0586300, 24), // 6to4 relays
            Block.of(0xC0A80000, 16), // private
            Block.of(0xC6120000, 15), // benchmarks
            Block.of(0xC6336400, 24), // documentation
            Block.of(0xCB007100, 24), // documentation
            Block.of(0xE0000000, 4), // multicast
            Block.of(0xF0000000, 4)); // reserved, broadcast

    private PublicAddresses() {}

    private record Block(int address, int mask) {

        static Block of(int address, int length) {
            return new Block(address, length == 0 ? 0 : -1 << (32 - length));
        }

        boolean has(int other) {
            return (other & mask) == address;
        }
    }

    static boolean has(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? isPublic4(number(bytes, 0)) : isPublic6(bytes);
    }

    private static boolean isPublic4(int address) {
        return NOT_PUBLIC_4.stream().noneMatch(block -> block.has(address));
    }

    /// Global unicast is 2000::/3. An IPv4 address in the dress of an IPv6 one is what it is inside.
    private static boolean isPublic6(byte[] bytes) {
        if (isMapped(bytes)) {
            return isPublic4(number(bytes, 12));
        }
        int first = number(bytes, 0);
        return (first & 0xE0000000) == 0x20000000
                && (first & 0xFFFFFE00) != 0x20010000 // protocol assignments; tunnels to IPv4 addresses among them
                && first != 0x20010DB8 // documentation
                && (first >>> 16) != 0x2002 // 6to4: an IPv4 address inside
                && (first >>> 12) != 0x3FFF0; // documentation
    }

    private static boolean isMapped(byte[] bytes) {
        return number(bytes, 0) == 0 && number(bytes, 4) == 0 && number(bytes, 8) == 0x0000FFFF;
    }

    private static int number(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 24)
                | ((bytes[at + 1] & 0xFF) << 16)
                | ((bytes[at + 2] & 0xFF) << 8)
                | (bytes[at + 3] & 0xFF);
    }
}
