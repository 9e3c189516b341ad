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
    private static final int HEADER = 5;

    private final MessageDigest digest;
    /** Collects small parts, of which a record has many: the digest takes them dearly one by one. */
    private final byte[] pending = new byte[1_024];

    private int pendingLength;
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
            makeRoom(1);
            pending[pendingLength++] = 0;
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
        makeRoom(HEADER);
        pending[pendingLength++] = (byte) type;
        pending[pendingLength++] = (byte) (content.length >>> 24);
        pending[pendingLength++] = (byte) (content.length >>> 16);
        pending[pendingLength++] = (byte) (content.length >>> 8);
        pending[pendingLength++] = (byte) content.length;
        makeRoom(content.length);
        if (content.length <= pending.length) {
            System.arraycopy(content, 0, pending, pendingLength, content.length);
            pendingLength += content.length;
        } else {
            digest.update(content);
        }
        bytes += content.length;
    }

    /** Sends what is pending on its way, unless so much fits beside it. */
    private void makeRoom(int length) {
        if (length > pending.length - pendingLength) {
            digest.update(pending, 0, pendingLength);
            pendingLength = 0;
        }
    }

    private ContentHash finish() {
        digest.update(pending, 0, pendingLength);
        pendingLength = 0;
        ByteBuffer result = ByteBuffer.wrap(digest.digest());
        return new ContentHash(result.getLong(), result.getLong());
    }
}
