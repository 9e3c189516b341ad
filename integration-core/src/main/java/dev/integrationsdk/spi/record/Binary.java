package dev.integrationsdk.spi.record;

import java.util.Arrays;

/** An attribute value that is not text: a photo, a certificate. Immutable. */
public final class Binary {
    private final byte[] bytes;

    private Binary(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies the bytes. */
    public static Binary of(byte[] bytes) {
        return new Binary(bytes.clone());
    }

    /** A copy. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Binary binary && Arrays.equals(bytes, binary.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Binary[" + bytes.length + " bytes]";
    }
}
