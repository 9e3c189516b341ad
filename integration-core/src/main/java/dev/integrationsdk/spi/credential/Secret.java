package dev.integrationsdk.spi.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A password, token or key. Prints as stars, compares in constant time, is never serialised. Immutable. */
public final class Secret {
    private final byte[] utf8;

    private Secret(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** @throws IllegalArgumentException if the value is blank: no system accepts that, and some read it as anonymous */
    public static Secret of(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret must not be blank");
        }
        return new Secret(value.getBytes(StandardCharsets.UTF_8));
    }

    /** The secret itself. Hand it to the call that needs it and keep no reference. */
    public String reveal() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(utf8, secret.utf8);
    }

    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "****";
    }
}
