package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.store.FieldHashes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Field hashes as bytes: the number of this format, then for each field its name, as {@link DataOutputStream#writeUTF}
 * writes it, and its hash in 8 bytes. None are null, which costs next to nothing.
 */
final class FieldHashColumn {
    private static final int FORMAT = 1;

    private FieldHashColumn() {}

    static byte @Nullable [] written(FieldHashes hashes) {
        if (hashes.isNone()) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            for (Map.Entry<String, Long> field : hashes.all().entrySet()) {
                out.writeUTF(field.getKey());
                out.writeLong(field.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("bytes can always be kept in memory", impossible);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException if the bytes are of another format or end too early */
    static FieldHashes read(byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            return FieldHashes.none();
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readByte() != FORMAT) {
            throw new IOException("another format");
        }
        Map<String, Long> hashes = new TreeMap<>();
        while (in.available() > 0) {
            hashes.put(in.readUTF(), in.readLong());
        }
        return FieldHashes.of(hashes);
    }
}
