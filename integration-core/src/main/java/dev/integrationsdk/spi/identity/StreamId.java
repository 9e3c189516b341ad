package dev.integrationsdk.spi.identity;

import java.util.Objects;

/**
 * What has a checkpoint and a lease: one scope and one scan kind. Immutable.
 *
 * @param scope tenant, connector and entity type
 * @param scanKind why it is read
 */
public record StreamId(EntityScope scope, ScanKind scanKind) {
    public StreamId {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(scanKind, "scanKind");
    }

    public TenantId tenant() {
        return scope.tenant();
    }

    public ConnectorId connector() {
        return scope.connector();
    }

    public EntityType entityType() {
        return scope.entityType();
    }

    /** The same records, read for another reason. */
    public StreamId with(ScanKind other) {
        return new StreamId(scope, other);
    }

    @Override
    public String toString() {
        return scope + "/" + scanKind;
    }
}
