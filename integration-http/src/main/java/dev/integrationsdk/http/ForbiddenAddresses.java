package dev.integrationsdk.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Addresses that are not on the public Internet, from IANA's special-purpose address registries, and the IPv6 forms that
 * are translated to such an IPv4 address on their way. {@link InetAddress} itself knows only some of them.
 */
final class ForbiddenAddresses {
    private static final List<Block> BLOCKS = List.of(
            Block.v4(8, 0),
            Block.v4(8, 10),
            Block.v4(10, 100, 64),
            Block.v4(8, 127),
            Block.v4(16, 169, 254),
            Block.v4(12, 172, 16),
            Block.v4(24, 192, 0, 0),
            Block.v4(24, 192, 0, 2),
            Block.v4(24, 192, 88, 99),
            Block.v4(16, 192, 168),
            Block.v4(15, 198, 18),
            Block.v4(24, 198, 51, 100),
            Block.v4(24, 203, 0, 113),
            // Multicast and reserved, broadcast among them.
            Block.v4(3, 224),
            // Benchmarking, and the former ORCHID.
            Block.v6(48, 0x2001, 2),
            Block.v6(28, 0x2001, 0x10),
            Block.v6(32, 0x2001, 0xdb8),
            Block.v6(20, 0x3fff));

    /** All that IANA has given out of IPv6 for the Internet: whatever is outside is loopback, local or means nothing. */
    private static final Block GLOBAL_UNICAST = Block.v6(3, 0x2000);

    private static final Block NAT64 = Block.v6(96, 0x64, 0xff9b);
    private static final Block TEREDO = Block.v6(32, 0x2001, 0);
    private static final Block SIX_TO_FOUR = Block.v6(16, 0x2002);

    private ForbiddenAddresses() {}

    static boolean contain(InetAddress address) {
        return contain(address.getAddress());
    }

    private static boolean contain(byte[] address) {
        if (BLOCKS.stream().anyMatch(block -> block.contains(address))) {
            return true;
        }
        if (NAT64.contains(address)) {
            return contain(Arrays.copyOfRange(address, 12, 16));
        }
        if (address.length == GLOBAL_UNICAST.start.length && !GLOBAL_UNICAST.contains(address)) {
            return true;
        }
        if (SIX_TO_FOUR.contains(address)) {
            return contain(Arrays.copyOfRange(address, 2, 6));
        }
        if (TEREDO.contains(address)) {
            return contain(Arrays.copyOfRange(address, 4, 8)) || contain(inverted(address));
        }
        return false;
    }

    /** A Teredo client's address stands there with every bit turned (RFC 4380, section 4). */
    private static byte[] inverted(byte[] address) {
        byte[] client = Arrays.copyOfRange(address, 12, 16);
        for (int i = 0; i < client.length; i++) {
            client[i] = (byte) ~client[i];
        }
        return client;
    }

    /** All addresses that begin with the same bits. */
    private static final class Block {
        private final byte[] start;
        private final int bits;

        private Block(byte[] start, int bits) {
            this.start = start;
            this.bits = bits;
        }

        static Block v4(int bits, int... octets) {
            byte[] start = new byte[4];
            for (int i = 0; i < octets.length; i++) {
                start[i] = (byte) octets[i];
            }
            return new Block(start, bits);
        }

        static Block v6(int bits, int... groups) {
            byte[] start = new byte[16];
            for (int i = 0; i < groups.length; i++) {
                start[2 * i] = (byte) (groups[i] >> 8);
                start[2 * i + 1] = (byte) groups[i];
            }
            return new Block(start, bits);
        }

        boolean contains(byte[] address) {
            if (address.length != start.length) {
                return false;
            }
            int whole = bits / 8;
            int mask = 0xff00 >> (bits % 8) & 0xff;
            return Arrays.equals(address, 0, whole, start, 0, whole)
                    && (mask == 0 || (address[whole] & mask) == (start[whole] & mask));
        }
    }
}
