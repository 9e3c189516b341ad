package dev.integrationsdk.store;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A keyed hash of an external id, such as an HMAC-SHA-256 under a key of the tenant: who does not have the key can
 * neither read nor guess the id. Immutable; {@code toString} prints its first four bytes.
 */
public final class Fingerprint implements Comparable<Fingerprint> {
    /** How long every one is. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private Fingerprint(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param bytes copied
     * @throws IllegalArgumentException unless there are {@value #BYTES}
     */
    public static Fingerprint of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a fingerprint has " + BYTES + " bytes, but this has " + bytes.length);
        }
        return new Fingerprint(bytes.clone());
    }

    /** A copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Byte by byte, as unsigned numbers. */
    @Override
    public int compareTo(Fingerprint other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint fingerprint && Arrays.equals(bytes, fingerprint.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Fingerprint[" + HexFormat.of().formatHex(bytes, 0, 4) + "…]";
    }
}
