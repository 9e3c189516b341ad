package dev.integrationsdk.internal.credential;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.CredentialRepository;
import dev.integrationsdk.store.KeptRecord;
import dev.integrationsdk.store.StoredCredential;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.WeakHashMap;

/**
 * Keeps the secrets of connectors encrypted in the credential table. What cannot be read is never overwritten, only
 * erased. Thread-safe.
 *
 * <p>A row that is behind what this process has seen of it is refused: somebody has put it back. For that the first
 * statement of the transaction should be the vault's, lest an older snapshot is taken for that.
 */
public final class CredentialVault {
    private final CredentialRepository rows;
    private final Envelope envelope;
    private final Clock clock;
    private final SeenVersions seen = new SeenVersions();
    private final Map<UnitOfWork, Long> moments = Collections.synchronizedMap(new WeakHashMap<>());

    public CredentialVault(CredentialRepository rows, EncryptionKeys keys, Clock clock) {
        this(rows, new Envelope(keys, new KeyUse(), new SecureRandom()), clock);
    }

    CredentialVault(CredentialRepository rows, Envelope envelope, Clock clock) {
        this.rows = rows;
        this.envelope = envelope;
        this.clock = clock;
    }

    EncryptionKeys keys() {
        return envelope.keys();
    }

    /**
     * Reads one field; empty if it is not there.
     *
     * @throws IntegrationException CREDENTIALS_UNREADABLE if it is there but cannot be read
     */
    public Optional<KeptSecrets> read(UnitOfWork unit, ConnectorKey connector, String field) {
        return opened(unit, connector, field).map(Opened::kept);
    }

    /**
     * Writes one field.
     *
     * @param write what, and over which version
     * @return what is stored now; empty if another version stands, and nothing was written
     * @throws IntegrationException CREDENTIALS_UNREADABLE if what stands there cannot be read
     * @throws IllegalArgumentException if the secrets are too many or too long
     */
    public Optional<KeptSecrets> put(UnitOfWork unit, ConnectorKey connector, String field, Write write) {
        Optional<Opened> standing = opened(unit, connector, field);
        if (standing.map(opened -> opened.row().version()).orElse(0L) != write.replaced()) {
            return Optional.empty();
        }
        UUID life = standing.map(opened -> opened.form().life()).orElseGet(UUID::randomUUID);
        SecretsForm form = SecretsForm.of(life, write.secrets());
        StoredCredential next = sealed(connector, field, write.replaced() + 1, form);
        return store(unit, next, form) ? Optional.of(kept(next, form)) : Optional.empty();
    }

    /** Says that a transaction begins to read rows of this vault past it. */
    void watch(UnitOfWork unit) {
        moment(unit);
    }

    /** The first one counts: a transaction may go on seeing what was there then. */
    private long moment(UnitOfWork unit) {
        return moments.computeIfAbsent(unit, first -> seen.moment());
    }

    /** Encrypts what is kept elsewhere for a short time, to be opened for the same connector and purpose only. */
    public byte[] seal(ConnectorKey connector, String purpose, Secret secret) {
        return envelope.seal(passing(connector, purpose), secret.reveal().getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IntegrationException CREDENTIALS_UNREADABLE if it was not sealed for this connector and purpose */
    public Secret unseal(ConnectorKey connector, String purpose, byte[] sealed) {
        byte[] plain = envelope.open(passing(connector, purpose), Envelope.keyIdOf(sealed), sealed);
        return Secret.of(new String(plain, StandardCharsets.UTF_8));
    }

    /** The id of the key that encrypts. */
    public String primaryKeyId() {
        return keys().primaryId();
    }

    /**
     * The same record under the primary key.
     *
     * @throws IntegrationException CREDENTIALS_UNREADABLE if it cannot be read
     */
    KeptRecord reencrypted(KeptRecord former) {
        ConnectorKey connector =
                new ConnectorKey(former.scope().tenant(), former.scope().connector());
        String purpose = purpose(former.scope(), former.externalId());
        byte[] plain = openBytes(connector, purpose, former.keyId(), former.envelope());
        try {
            return new KeptRecord(
                    former.scope(), former.externalId(), primaryKeyId(), sealBytes(connector, purpose, plain));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** What a record that is kept is bound to beside its connector: no field has a slash in it, and no entity type. */
    public static String purpose(EntityScope scope, ExternalId record) {
        return "record/" + scope.entityType() + "/" + record.value();
    }

    /** Encrypts what is kept elsewhere, to be opened for the same connector and purpose only. */
    public byte[] sealBytes(ConnectorKey connector, String purpose, byte[] plain) {
        return envelope.seal(passing(connector, purpose), plain);
    }

    /** @throws IntegrationException CREDENTIALS_UNREADABLE if it was not sealed for this connector and purpose */
    public byte[] openBytes(ConnectorKey connector, String purpose, String keyId, byte[] sealed) {
        return envelope.open(passing(connector, purpose), keyId, sealed);
    }

    /** No row has this version. */
    private static SealContext passing(ConnectorKey connector, String purpose) {
        return new SealContext(connector, purpose, 0);
    }

    /** Removes every field of a connector, readable or not; returns how many there were. */
    public int erase(UnitOfWork unit, ConnectorKey connector) {
        return rows.delete(unit, connector);
    }

    /**
     * Puts a row under the primary key, unless somebody else has written it meanwhile.
     *
     * @throws IntegrationException CREDENTIALS_UNREADABLE if it cannot be read
     */
    boolean reencrypt(UnitOfWork unit, StoredCredential row) {
        Opened opened = open(moment(unit), row, row.connector(), row.field());
        return store(unit, sealed(row.connector(), row.field(), row.version() + 1, opened.form()), opened.form());
    }

    private Optional<Opened> opened(UnitOfWork unit, ConnectorKey connector, String field) {
        long moment = moment(unit);
        Optional<Opened> found = rows.find(unit, connector, field).map(row -> open(moment, row, connector, field));
        found.ifPresent(opened -> unit.afterCommit(
                () -> seen.committed(moment, opened.row(), opened.form().life())));
        return found;
    }

    private Opened open(long moment, StoredCredential row, ConnectorKey connector, String field) {
        SealContext context = new SealContext(connector, field, row.version());
        byte[] plain = envelope.open(context, row.keyId(), row.envelope());
        try {
            SecretsForm form = SecretsForm.read(plain);
            if (seen.isBehind(moment, row, form.life())) {
                throw Envelope.unreadable(context, "this process has seen a later one, so somebody has put it back");
            }
            return new Opened(row, form);
        } catch (IllegalArgumentException malformed) {
            throw Envelope.unreadable(context, "its content has a form that this version of the library does not know");
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private StoredCredential sealed(ConnectorKey connector, String field, long version, SecretsForm form) {
        byte[] plain = form.bytes();
        try {
            return new StoredCredential(
                    connector,
                    field,
                    version,
                    keys().primaryId(),
                    envelope.seal(new SealContext(connector, field, version), plain),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private boolean store(UnitOfWork unit, StoredCredential next, SecretsForm form) {
        long moment = moment(unit);
        boolean written = rows.put(unit, next);
        if (written) {
            unit.afterCommit(() -> seen.committed(moment, next, form.life()));
        }
        return written;
    }

    private static KeptSecrets kept(StoredCredential row, SecretsForm form) {
        return KeptSecrets.of(row.version(), form.secrets());
    }

    /**
     * What is to be written.
     *
     * @param secrets by name
     * @param replaced the version that was read before; 0 if there was none
     */
    public record Write(Map<String, Secret> secrets, long replaced) {
        public Write {
            secrets = Map.copyOf(secrets);
        }

        @Override
        public String toString() {
            return "Write[" + secrets.keySet() + " over version " + replaced + "]";
        }
    }

    private record Opened(StoredCredential row, SecretsForm form) {
        KeptSecrets kept() {
            return CredentialVault.kept(row, form);
        }
    }
}
