package dev.integrationsdk.internal.mapping;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.internal.connector.ConnectorOffice;
import dev.integrationsdk.internal.connector.KnownConnector;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.mapping.EffectiveMapping;
import dev.integrationsdk.mapping.ExternalFields;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.mapping.FieldMappingVersion;
import dev.integrationsdk.mapping.FieldMappings;
import dev.integrationsdk.mapping.HostSchema;
import dev.integrationsdk.mapping.MappingCheck;
import dev.integrationsdk.mapping.MappingProblem;
import dev.integrationsdk.mapping.PreviewedRecord;
import dev.integrationsdk.mapping.SchemaCheck;
import dev.integrationsdk.spi.EntityTypeSpec;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.SystemCode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What tenants say otherwise of field mappings. Thread-safe. */
public final class MappingOffice implements FieldMappings {
    private static final int MOST_VERSIONS = 1_000;
    private static final int MOST_RECORDS = 100;

    private final ConnectorOffice office;
    private final HostMappings hosts;
    private final RemoteRecords remote;

    public MappingOffice(ConnectorOffice office, HostMappings hosts) {
        this.office = office;
        this.hosts = hosts;
        this.remote = new RemoteRecords(office);
    }

    /** What the host's code says. Thread-safe. */
    public interface HostMappings {
        /** @throws IntegrationException INVALID_CONFIGURATION if the entity type has no handler */
        FieldMapping mapping(SystemCode system, EntityType type);

        Optional<HostSchema> schema(SystemCode system, EntityType type);
    }

    private static ConnectorKey key(EntityScope scope) {
        return new ConnectorKey(scope.tenant(), scope.connector());
    }

    private KnownConnector require(Actor actor, Permission permission, EntityScope scope) {
        office.requireAllowed(actor, permission, key(scope));
        return office.connectors().known(key(scope));
    }

    private KnownConnector requireAudited(By by, AuditAction action, EntityScope scope) {
        office.requireAllowed(by, Permission.CONFIGURE, action, key(scope));
        return office.connectors().known(key(scope));
    }

    private EffectiveMapping laid(KnownConnector known, EntityScope scope, Map<String, String> overrides) {
        SystemCode system = known.effective().config().system();
        return EffectiveMapping.of(
                spec(known, scope), hosts.mapping(system, scope.entityType()), new TreeMap<>(overrides));
    }

    private Optional<EntityTypeSpec> spec(KnownConnector known, EntityScope scope) {
        return office.entityType(known, scope.entityType());
    }

    @Override
    public EffectiveMapping effective(Actor actor, EntityScope scope) {
        KnownConnector known = require(actor, Permission.READ, scope);
        Map<String, String> overrides =
                current(scope).map(FieldMappingVersion::overrides).orElseGet(TreeMap::new);
        return laid(known, scope, overrides);
    }

    private Optional<FieldMappingVersion> current(EntityScope scope) {
        return office.inTransaction(
                unit -> office.repositories().fieldMappings().current(unit, scope));
    }

    @Override
    public MappingCheck validate(Actor actor, EntityScope scope, Map<String, String> overrides) {
        KnownConnector known = require(actor, Permission.CONFIGURE, scope);
        return check(By.of(actor), known, scope, overrides);
    }

    private MappingCheck check(By by, KnownConnector known, EntityScope scope, Map<String, String> overrides) {
        ConnectorConfig config = known.effective().config();
        EffectiveMapping effective = laid(known, scope, overrides);
        List<String> unchecked = new ArrayList<>();
        ExternalFields fields = remote.fields(known, scope, by, spec(known, scope), unchecked);
        MappingCheck check = SchemaCheck.of(effective, fields, hosts.schema(config.system(), scope.entityType()));
        unchecked.addAll(check.unchecked());
        return new MappingCheck(check.problems(), unchecked);
    }

    @Override
    public List<PreviewedRecord> preview(Actor actor, EntityScope scope, Map<String, String> overrides, int records) {
        KnownConnector known = require(actor, Permission.CONFIGURE, scope);
        if (records < 1 || records > MOST_RECORDS) {
            throw new IllegalArgumentException("records must be 1 to " + MOST_RECORDS);
        }
        FieldMapping mapping = laid(known, scope, overrides).require();
        return remote.read(known, scope, By.of(actor), mapping.externalNames(), records).stream()
                .map(record -> PreviewedRecords.of(mapping, record))
                .toList();
    }

    @Override
    public FieldMappingVersion save(Actor actor, EntityScope scope, Map<String, String> overrides, long revision) {
        By by = By.of(actor);
        KnownConnector known = requireAudited(by, AuditAction.FIELD_MAPPING_SAVED, scope);
        refuse(check(by, known, scope, overrides).problems());
        return append(by, AuditAction.FIELD_MAPPING_SAVED, scope, overrides, revision);
    }

    private static void refuse(List<MappingProblem> problems) {
        if (!problems.isEmpty()) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION, "the field mapping was not saved: " + problems);
        }
    }

    @Override
    public FieldMappingVersion restore(Actor actor, EntityScope scope, long to) {
        By by = By.of(actor);
        KnownConnector known = requireAudited(by, AuditAction.FIELD_MAPPING_RESTORED, scope);
        long revision = revision(scope);
        FieldMappingVersion earlier = office.inTransaction(
                        unit -> office.repositories().fieldMappings().version(unit, scope, to))
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.NOT_FOUND, "the field mapping of " + scope + " has no revision " + to));
        refuse(check(by, known, scope, earlier.overrides()).problems());
        return append(by, AuditAction.FIELD_MAPPING_RESTORED, scope, earlier.overrides(), revision);
    }

    @Override
    public FieldMappingVersion remove(Actor actor, EntityScope scope) {
        By by = By.of(actor);
        requireAudited(by, AuditAction.FIELD_MAPPING_REMOVED, scope);
        return append(by, AuditAction.FIELD_MAPPING_REMOVED, scope, Map.of(), revision(scope));
    }

    private long revision(EntityScope scope) {
        return current(scope).map(FieldMappingVersion::revision).orElse(0L);
    }

    /** If the answer to an earlier attempt's commit was lost, the version may be there already. */
    private FieldMappingVersion append(
            By by, AuditAction action, EntityScope scope, Map<String, String> overrides, long revision) {
        FieldMappingVersion next = FieldMappingVersion.of(
                scope,
                overrides,
                Math.addExact(revision, 1),
                new FieldMappingVersion.Change(
                        by.actor(), office.clock().instant().truncatedTo(ChronoUnit.MICROS)));
        return office.inTransaction(unit -> {
            boolean there = office.repositories()
                    .fieldMappings()
                    .version(unit, scope, next.revision())
                    .equals(Optional.of(next));
            if (!there) {
                if (!office.repositories().fieldMappings().append(unit, next)) {
                    throw new IntegrationException(
                            ErrorCode.CONNECTOR_CHANGED, "the field mapping of " + scope + " is not what it was");
                }
                office.ledger().done(unit, by, action, key(scope), scope.entityType() + " revision " + next.revision());
            }
            return next;
        });
    }

    @Override
    public List<FieldMappingVersion> history(Actor actor, EntityScope scope, long before, int limit) {
        require(actor, Permission.READ, scope);
        if (limit < 1 || limit > MOST_VERSIONS) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST_VERSIONS);
        }
        return office.inTransaction(
                unit -> office.repositories().fieldMappings().versions(unit, scope, before, limit));
    }
}
