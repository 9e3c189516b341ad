package dev.integrationsdk.internal.credential;

import dev.integrationsdk.connector.ConnectorKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where a ciphertext belongs, as its reader knows it: nothing of it is taken from the ciphertext itself. Immutable.
 *
 * @param connector whose it is
 * @param field which of its secrets
 * @param version of the row
 */
record SealContext(ConnectorKey connector, String field, long version) {
    /** Every part with its length before it, so that no two contexts have the same bytes. */
    byte[] associatedData(byte format, String keyId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        append(bytes, new byte[] {format});
        append(bytes, text(keyId));
        append(bytes, text(connector.tenant().value()));
        append(bytes, text(connector.id().value()));
        append(bytes, text(field));
        append(bytes, ByteBuffer.allocate(Long.BYTES).putLong(version).array());
        return bytes.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void append(ByteArrayOutputStream bytes, byte[] part) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        bytes.writeBytes(part);
    }

    @Override
    public String toString() {
        return "credential '" + field + "' of connector " + connector + ", version " + version;
    }
}
