package dev.integrationsdk.internal.connector;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.credential.KeptCredentials;
import dev.integrationsdk.credential.RotationReport;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.credential.CredentialVault;
import dev.integrationsdk.internal.credential.KeptSecrets;
import dev.integrationsdk.internal.credential.KeyRotation;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Keeps secrets in the vault. Thread-safe. */
public final class KeptCredentialsFacade implements KeptCredentials {
    private static final int BATCH = 200;

    private final ConnectorOffice office;
    private final ConnectorCredentials credentials;
    private final Optional<CredentialVault> vault;
    private final Optional<KeyRotation> rotation;

    public KeptCredentialsFacade(
            ConnectorOffice office,
            ConnectorCredentials credentials,
            Optional<CredentialVault> vault,
            Optional<KeyRotation> rotation) {
        this.office = office;
        this.credentials = credentials;
        this.vault = vault;
        this.rotation = rotation;
    }

    @Override
    public void put(Actor actor, ConnectorKey key, Direction direction, Map<String, Secret> secrets) {
        By by = By.of(actor);
        office.require(by, Permission.CREDENTIALS, AuditAction.SECRETS_STORED, key);
        CredentialVault kept = vault.orElseThrow(KeptCredentialsFacade::withoutKeys);
        office.inTransaction(unit -> {
            replace(unit, kept, key, ConnectorCredentials.field(direction), secrets);
            office.states().givenSecrets(unit, by, key);
            office.ledger()
                    .done(
                            unit,
                            by,
                            AuditAction.SECRETS_STORED,
                            key,
                            direction + ": " + new TreeSet<>(secrets.keySet()));
            return true;
        });
        credentials.forget(key);
        office.directory().refresh(key);
    }

    private static void replace(
            UnitOfWork unit, CredentialVault kept, ConnectorKey key, String field, Map<String, Secret> secrets) {
        long standing = kept.read(unit, key, field).map(KeptSecrets::version).orElse(0L);
        if (kept.put(unit, key, field, new CredentialVault.Write(secrets, standing))
                .isEmpty()) {
            throw new IntegrationException(
                    ErrorCode.STORE_CONFLICT, "the secrets of " + key + " were replaced by somebody else");
        }
    }

    @Override
    public RotationReport rotate(Actor actor, Consumer<RotationReport> progress) {
        By by = By.of(actor);
        office.requireTenant(by, Permission.OPERATE, AuditAction.KEYS_ROTATED, TenantId.PLATFORM, Optional.empty());
        RotationReport report =
                rotation.orElseThrow(KeptCredentialsFacade::withoutKeys).rotate(BATCH, progress);
        office.inTransaction(unit -> {
            office.ledger().done(unit, by, AuditAction.KEYS_ROTATED, TenantId.PLATFORM, report.toString());
            return true;
        });
        return report;
    }

    private static IntegrationException withoutKeys() {
        return new IntegrationException(
                ErrorCode.INVALID_CONFIGURATION,
                "the library was built without encryption keys: give some to the builder to keep secrets");
    }
}
