package dev.integrationsdk.adapters.ldap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Security identifiers of Active Directory, {@code S-1-5-21-…-1103}, from their bytes. */
final class SecurityId {
    private static final int HEAD_BYTES = 8;
    private static final int MOST_PARTS = 15;

    private SecurityId() {}

    /** Empty for bytes of another form. */
    static Optional<String> text(byte[] bytes) {
        if (bytes.length < HEAD_BYTES
                || bytes[1] < 0
                || bytes[1] > MOST_PARTS
                || bytes.length != HEAD_BYTES + 4 * bytes[1]) {
            return Optional.empty();
        }
        long authority = 0;
        for (int i = 2; i < HEAD_BYTES; i++) {
            authority = (authority << 8) | (bytes[i] & 0xff);
        }
        StringBuilder text =
                new StringBuilder("S-").append(bytes[0]).append('-').append(authority);
        ByteBuffer parts = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < bytes[1]; i++) {
            text.append('-').append(Integer.toUnsignedString(parts.getInt(HEAD_BYTES + 4 * i)));
        }
        return Optional.of(text.toString());
    }

    /** That of another account of the same domain, by its number there. */
    static Optional<String> sibling(byte[] bytes, String relativeId) {
        return text(bytes)
                .filter(text -> relativeId.chars().allMatch(Character::isDigit))
                .map(text -> text.substring(0, text.lastIndexOf('-') + 1) + relativeId);
    }
}
