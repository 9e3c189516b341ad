package dev.integrationsdk.store;

import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came from the remote of a record that could not be applied yet, encrypted. Immutable; {@code toString} leaves the
 * envelope out.
 */
public final class KeptRecord {
    /** The longest envelope. */
    public static final int MOST_BYTES = 600_000;

    private final EntityScope scope;
    private final ExternalId externalId;
    private final String keyId;
    private final byte[] envelope;

    /**
     * @param keyId of the key that encrypted it: 1 to 32 characters
     * @param envelope ciphertext of 1 to {@value #MOST_BYTES} bytes; copied
     * @throws IllegalArgumentException if a part has another length
     */
    public KeptRecord(EntityScope scope, ExternalId externalId, String keyId, byte[] envelope) {
        this.scope = Objects.requireNonNull(scope, "scope");
        this.externalId = Objects.requireNonNull(externalId, "externalId");
        this.keyId = keyId;
        this.envelope = envelope.clone();
        if (keyId.isEmpty() || keyId.length() > StoredCredential.LONGEST_KEY_ID) {
            throw new IllegalArgumentException("the id of a key has 1 to " + StoredCredential.LONGEST_KEY_ID
                    + " characters, but " + keyId.length());
        }
        if (envelope.length == 0 || envelope.length > MOST_BYTES) {
            throw new IllegalArgumentException("an envelope has 1 to " + MOST_BYTES + " bytes, but " + envelope.length);
        }
    }

    public EntityScope scope() {
        return scope;
    }

    public ExternalId externalId() {
        return externalId;
    }

    public String keyId() {
        return keyId;
    }

    /** A copy. */
    public byte[] envelope() {
        return envelope.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeptRecord record
                && scope.equals(record.scope)
                && externalId.equals(record.externalId)
                && keyId.equals(record.keyId)
                && Arrays.equals(envelope, record.envelope);
    }

    @Override
    public int hashCode() {
        return Objects.hash(scope, externalId, keyId, Arrays.hashCode(envelope));
    }

    @Override
    public String toString() {
        return "KeptRecord[" + scope + " " + externalId + " under " + keyId + "]";
    }
}
