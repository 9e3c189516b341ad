package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Which addresses may be connected to. {@link InetAddress}'s own questions know neither carrier-grade nor translated
 * ranges, hence the tables. Immutable.
 */
final class AddressPolicy {
    /** Everything that IPv4 does not route in public. */
    private static final List<Block> FORBIDDEN_V4 = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3");
    /** The only public range of IPv6, and what in it tunnels elsewhere or is reserved. */
    private static final Block PUBLIC_V6 = Block.parse("2000::/3");

    private static final List<Block> FORBIDDEN_V6 = blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private final boolean onPremise;

    AddressPolicy(boolean onPremise) {
        this.onPremise = onPremise;
    }

    /** @throws IntegrationException INVALID_CONFIGURATION if one of a host's addresses may not be connected to */
    void check(InetAddress[] candidates) {
        for (InetAddress candidate : candidates) {
            if (!allows(candidate)) {
                throw new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "url leads to an address that is not public: mark the connector as on-premise if that is meant");
            }
        }
    }

    boolean allows(InetAddress address) {
        if (onPremise) {
            return true;
        }
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return FORBIDDEN_V4.stream().noneMatch(block -> block.contains(bytes));
        }
        return PUBLIC_V6.contains(bytes) && FORBIDDEN_V6.stream().noneMatch(block -> block.contains(bytes));
    }

    private static List<Block> blocks(String... texts) {
        return List.of(texts).stream().map(Block::parse).toList();
    }

    /** A range of addresses with a common beginning. */
    private static final class Block {
        private final byte[] start;
        private final int bits;

        private Block(byte[] start, int bits) {
            this.start = start;
            this.bits = bits;
        }

        static Block parse(String text) {
            int slash = text.indexOf('/');
            try {
                byte[] start = InetAddress.getByName(text.substring(0, slash)).getAddress();
                return new Block(start, Integer.parseInt(text.substring(slash + 1)));
            } catch (UnknownHostException noLiteral) {
                throw new IllegalArgumentException("not a block: " + text, noLiteral);
            }
        }

        boolean contains(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((start[bit / 8] & mask) != (address[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
