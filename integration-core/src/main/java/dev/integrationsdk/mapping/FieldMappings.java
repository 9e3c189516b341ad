package dev.integrationsdk.mapping;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Requires;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.Audited;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import java.util.List;
import java.util.Map;

/**
 * What a tenant says otherwise of the host's field mapping, as text by field of the host: see {@link FieldMapping#fields}.
 * Implemented by the library; thread-safe.
 *
 * <p>Whatever the actor may not see or do is answered with UNKNOWN_CONNECTOR. Runs that have begun go on with the mapping that
 * they began with; the next run of a stream uses the new one.
 */
public interface FieldMappings {
    /**
     * The mapping as it counts now, and where each rule comes from.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION if the entity type has no handler
     */
    @Requires(Permission.READ)
    EffectiveMapping effective(Actor actor, EntityScope scope);

    /**
     * Everything that would be wrong with these overrides. The adapter is asked what the account's records look like, if it can
     * say so.
     */
    @Requires(Permission.CONFIGURE)
    MappingCheck validate(Actor actor, EntityScope scope, Map<String, String> overrides);

    /**
     * Reads records and maps them with these overrides, and writes nothing.
     *
     * @param records at most so many, 1 to 100
     * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION naming every problem of the overrides, or
     *     whatever became of the call
     */
    @Requires(Permission.CONFIGURE)
    List<PreviewedRecord> preview(Actor actor, EntityScope scope, Map<String, String> overrides, int records);

    /**
     * Stores overrides in place of all that were there.
     *
     * @param revision of the version that the actor has seen; 0 if there was none
     * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION naming every problem that {@link #validate}
     *     finds; CONNECTOR_CHANGED if another version counts by now
     */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.FIELD_MAPPING_SAVED)
    FieldMappingVersion save(Actor actor, EntityScope scope, Map<String, String> overrides, long revision);

    /**
     * The versions, the latest first.
     *
     * @param before only revisions below this one; {@link Long#MAX_VALUE} for the latest
     * @param limit 1 to 1,000
     */
    @Requires(Permission.READ)
    List<FieldMappingVersion> history(Actor actor, EntityScope scope, long before, int limit);

    /**
     * Stores the overrides of an earlier version anew.
     *
     * @param to the earlier version
     * @throws dev.integrationsdk.spi.error.IntegrationException as {@link #save}; NOT_FOUND if there is no such version
     */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.FIELD_MAPPING_RESTORED)
    FieldMappingVersion restore(Actor actor, EntityScope scope, long to);

    /** Takes all overrides away: a version without any. Earlier ones stay and can be restored. */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.FIELD_MAPPING_REMOVED)
    FieldMappingVersion remove(Actor actor, EntityScope scope);
}
