package dev.integrationsdk.internal.sync;

import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Binary;
import dev.integrationsdk.store.ContentHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hashes values in a notation in which different content never reads the same: each part carries its type and length.
 * Confined to one thread.
 */
final class ContentHasher {
    private static final byte[] NULL = {0};

    private final MessageDigest digest;
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
        List<String> names = attributes.names();
        for (int i = 0; i < names.size(); i++) {
            add('n', names.get(i));
            addValue(attributes.valueAt(i));
        }
        return finish();
    }

    ContentHash hash(String... parts) {
        for (String part : parts) {
            add('p', part);
        }
        return finish();
    }

    private void addValue(@Nullable Object value) {
        if (value == null) {
            digest.update(NULL);
        } else if (value instanceof List<?> list) {
            add('l', Integer.toString(list.size()));
            list.forEach(this::addValue);
        } else if (value instanceof Binary binary) {
            add('b', binary.toByteArray());
        } else {
            add(value.getClass().getSimpleName().charAt(0), value.toString());
        }
    }

    private void add(char type, String text) {
        add(type, text.getBytes(StandardCharsets.UTF_8));
    }

    private void add(char type, byte[] content) {
        digest.update((byte) type);
        digest.update((byte) (content.length >>> 24));
        digest.update((byte) (content.length >>> 16));
        digest.update((byte) (content.length >>> 8));
        digest.update((byte) content.length);
        digest.update(content);
        bytes += content.length;
    }

    private ContentHash finish() {
        ByteBuffer result = ByteBuffer.wrap(digest.digest());
        return new ContentHash(result.getLong(), result.getLong());
    }
}
