package dev.integrationsdk.internal.record;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.internal.credential.CredentialVault;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.store.KeptRecord;
import java.util.Arrays;
import java.util.Optional;

/** Encrypts records that could not be applied yet, if the host wants them kept. Immutable and thread-safe. */
public final class RecordKeeper {
    /** What is longer is not kept. */
    static final int MOST_BYTES = 500_000;

    private final Optional<CredentialVault> vault;
    private final boolean keeping;

    private RecordKeeper(Optional<CredentialVault> vault, boolean keeping) {
        this.vault = vault;
        this.keeping = keeping;
    }

    /** Keeps nothing, and can read nothing. */
    public static RecordKeeper none() {
        return new RecordKeeper(Optional.empty(), false);
    }

    /** Keeps nothing, but reads what was kept before. */
    public static RecordKeeper onlyOpening(CredentialVault vault) {
        return new RecordKeeper(Optional.of(vault), false);
    }

    /** Keeps what is not too long. */
    public static RecordKeeper in(CredentialVault vault) {
        return new RecordKeeper(Optional.of(vault), true);
    }

    /** Empty if nothing is kept, or the record is too long for it. */
    public Optional<KeptRecord> keep(EntityScope scope, Change change) {
        return vault.filter(keys -> keeping).flatMap(keys -> sealed(keys, scope, change));
    }

    private static Optional<KeptRecord> sealed(CredentialVault keys, EntityScope scope, Change change) {
        byte[] plain = RecordForm.bytes(change);
        try {
            if (plain.length > MOST_BYTES) {
                return Optional.empty();
            }
            byte[] envelope =
                    keys.sealBytes(connector(scope), CredentialVault.purpose(scope, change.externalId()), plain);
            return Optional.of(new KeptRecord(scope, change.externalId(), keys.primaryKeyId(), envelope));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /**
     * Decrypts a record, bound as it is to its tenant, connector, entity type and id.
     *
     * @throws IntegrationException CREDENTIALS_UNREADABLE if it cannot be read, INVALID_CONFIGURATION if there are no keys
     */
    public Change open(KeptRecord kept) {
        CredentialVault keys = vault.orElseThrow(() -> new IntegrationException(
                ErrorCode.INVALID_CONFIGURATION,
                "records are kept encrypted, and the library was built without encryption keys"));
        byte[] plain = keys.openBytes(
                connector(kept.scope()),
                CredentialVault.purpose(kept.scope(), kept.externalId()),
                kept.keyId(),
                kept.envelope());
        try {
            return RecordForm.read(plain);
        } catch (IllegalArgumentException malformed) {
            throw new IntegrationException(
                    ErrorCode.CREDENTIALS_UNREADABLE,
                    "record " + kept.externalId() + " of " + kept.scope()
                            + " is kept in a form that this version of the library does not know");
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static ConnectorKey connector(EntityScope scope) {
        return new ConnectorKey(scope.tenant(), scope.connector());
    }
}
