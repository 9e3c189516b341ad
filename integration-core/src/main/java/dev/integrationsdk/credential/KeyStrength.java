package dev.integrationsdk.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Tells keys that nobody has made at random. A random one is refused by chance less than once in 10^13. */
final class KeyStrength {
    /** Of 32 random bytes 30 are different on average. */
    private static final int FEWEST_DIFFERENT = 12;

    private static final List<String> WORDS = List.of(
            "", "secret", "password", "changeme", "change me", "change-me", "test", "key", "admin", "integrations");
    /** The 256-bit key of the examples of NIST SP 800-38A. */
    private static final String NIST_SAMPLE = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";

    private KeyStrength() {}

    /** What is wrong, as the rest of a sentence that begins with the key. */
    static Optional<String> weakness(byte[] key) {
        if (key.length != EncryptionKeys.KEY_BYTES) {
            return Optional.of("must have " + EncryptionKeys.KEY_BYTES + " bytes, but has " + key.length);
        }
        if (isText(key)) {
            return Optional.of("is text, and not random bytes");
        }
        if (isProgression(key) || isRepeated(key) || different(key) < FEWEST_DIFFERENT) {
            return Optional.of("is a pattern, and not random bytes");
        }
        return isKnown(key) ? Optional.of("is a known sample") : Optional.empty();
    }

    private static boolean isText(byte[] key) {
        for (byte one : key) {
            if (one < ' ' || one == 127) {
                return false;
            }
        }
        return true;
    }

    private static boolean isProgression(byte[] key) {
        for (int i = 2; i < key.length; i++) {
            if ((byte) (key[i] - key[i - 1]) != (byte) (key[1] - key[0])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRepeated(byte[] key) {
        int half = key.length / 2;
        return Arrays.equals(key, 0, half, key, half, key.length);
    }

    private static long different(byte[] key) {
        return new String(key, StandardCharsets.ISO_8859_1).chars().distinct().count();
    }

    private static boolean isKnown(byte[] key) {
        return MessageDigest.isEqual(key, HexFormat.of().parseHex(NIST_SAMPLE))
                || WORDS.stream().anyMatch(word -> MessageDigest.isEqual(key, sha256(word)));
    }

    private static byte[] sha256(String word) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(word.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
