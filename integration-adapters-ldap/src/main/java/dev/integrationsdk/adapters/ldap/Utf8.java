package dev.integrationsdk.adapters.ldap;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Tells text from bytes. */
final class Utf8 {
    private static final char REPLACEMENT = '\ufffd';

    private Utf8() {}

    /** Empty for bytes that are no UTF-8, and for text with a zero character, which no database keeps as text. */
    static Optional<String> decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // The decoder writes a replacement for what it cannot read; somebody may also have written one.
        boolean read = text.indexOf(REPLACEMENT) < 0 || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
        return read && text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
    }
}
