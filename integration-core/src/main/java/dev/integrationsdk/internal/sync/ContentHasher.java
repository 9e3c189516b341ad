package dev.integrationsdk.internal.sync;

import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Binary;
import dev.integrationsdk.store.ContentHash;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hashes values in a notation in which different content never reads the same: each part carries its type and length.
 * Confined to one thread.
 */
final class ContentHasher {
    private final MessageDigest digest;
    private byte[] buffer = new byte[2_048];
    private int length;
    private long bytes;

    ContentHasher() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** How many bytes it has hashed so far: a fair measure of how large the records are. */
    long bytes() {
        return bytes;
    }

    ContentHash hash(Attributes attributes) {
        for (int i = 0; i < attributes.size(); i++) {
            add('n', attributes.nameAt(i));
            addValue(attributes.valueAt(i));
        }
        return finish();
    }

    /** Of one value, by its place. */
    long hash(Attributes attributes, int index) {
        addValue(attributes.valueAt(index));
        return finish().high();
    }

    ContentHash hash(String... parts) {
        for (String part : parts) {
            add('p', part);
        }
        return finish();
    }

    private void addValue(@Nullable Object value) {
        if (value == null) {
            reserve(1);
            buffer[length++] = 0;
        } else if (value instanceof List<?> list) {
            add('l', Integer.toString(list.size()));
            list.forEach(this::addValue);
        } else if (value instanceof Binary binary) {
            add('b', binary.toByteArray());
        } else {
            add(tag(value), value.toString());
        }
    }

    private static char tag(Object value) {
        if (value instanceof String) {
            return 's';
        }
        if (value instanceof Boolean) {
            return 't';
        }
        return value instanceof Long ? 'i' : value instanceof BigDecimal ? 'd' : value instanceof Instant ? 'm' : 'y';
    }

    private void add(char type, String text) {
        add(type, text.getBytes(StandardCharsets.UTF_8));
    }

    private void add(char type, byte[] content) {
        reserve(5 + content.length);
        buffer[length++] = (byte) type;
        buffer[length++] = (byte) (content.length >>> 24);
        buffer[length++] = (byte) (content.length >>> 16);
        buffer[length++] = (byte) (content.length >>> 8);
        buffer[length++] = (byte) content.length;
        System.arraycopy(content, 0, buffer, length, content.length);
        length += content.length;
        bytes += content.length;
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }

    /** The whole record in one call: one for each byte would cost more than the hash itself. */
    private ContentHash finish() {
        digest.update(buffer, 0, length);
        length = 0;
        ByteBuffer result = ByteBuffer.wrap(digest.digest());
        return new ContentHash(result.getLong(), result.getLong());
    }
}
