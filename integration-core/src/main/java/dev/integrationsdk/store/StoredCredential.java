package dev.integrationsdk.store;

import dev.integrationsdk.connector.ConnectorKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;

/** One encrypted row of the credential table. Immutable; {@code toString} leaves the envelope out. */
public final class StoredCredential {
    /** The longest envelope. */
    public static final int MOST_BYTES = 60_000;
    /** The longest id of a key. */
    public static final int LONGEST_KEY_ID = 32;

    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final ConnectorKey connector;
    private final String field;
    private final long version;
    private final String keyId;
    private final byte[] envelope;
    private final Instant writtenAt;

    /**
     * @param connector whose secrets they are
     * @param field which of them: 1 to 64 of {@code A-Z a-z 0-9 . _ -}, starting with a letter or a digit
     * @param version 1 for the first, one more with every write
     * @param keyId of the key that encrypted it: 1 to {@value #LONGEST_KEY_ID} characters
     * @param envelope ciphertext of 1 to {@value #MOST_BYTES} bytes; copied
     * @param writtenAt by the library's clock
     * @throws IllegalArgumentException if a part has another form
     */
    public StoredCredential(
            ConnectorKey connector, String field, long version, String keyId, byte[] envelope, Instant writtenAt) {
        this.connector = Objects.requireNonNull(connector, "connector");
        this.writtenAt = Objects.requireNonNull(writtenAt, "writtenAt");
        this.field = field;
        this.version = version;
        this.keyId = keyId;
        this.envelope = envelope.clone();
        requireForm();
    }

    private void requireForm() {
        if (!FIELD.matcher(field).matches()) {
            throw new IllegalArgumentException(
                    "the field of a credential must be 1 to 64 of A-Z a-z 0-9 . _ - and start with a letter or a digit");
        }
        if (version < 1) {
            throw new IllegalArgumentException("the version of a credential begins with 1, but is " + version);
        }
        if (keyId.isEmpty() || keyId.length() > LONGEST_KEY_ID) {
            throw new IllegalArgumentException(
                    "the id of a key has 1 to " + LONGEST_KEY_ID + " characters, but " + keyId.length());
        }
        if (envelope.length == 0 || envelope.length > MOST_BYTES) {
            throw new IllegalArgumentException("an envelope has 1 to " + MOST_BYTES + " bytes, but " + envelope.length);
        }
    }

    /** Whose secrets they are. */
    public ConnectorKey connector() {
        return connector;
    }

    /** Which of them. */
    public String field() {
        return field;
    }

    public long version() {
        return version;
    }

    /** Of the key that encrypted it. */
    public String keyId() {
        return keyId;
    }

    public Instant writtenAt() {
        return writtenAt;
    }

    /** A copy. */
    public byte[] envelope() {
        return envelope.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredCredential row
                && connector.equals(row.connector)
                && field.equals(row.field)
                && version == row.version
                && keyId.equals(row.keyId)
                && Arrays.equals(envelope, row.envelope)
                && writtenAt.equals(row.writtenAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(connector, field, version, keyId, Arrays.hashCode(envelope), writtenAt);
    }

    @Override
    public String toString() {
        return "StoredCredential[" + connector + ", " + field + ", version " + version + ", key " + keyId + "]";
    }
}
