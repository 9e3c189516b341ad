package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.mapping.FieldMappingVersion;
import dev.integrationsdk.spi.identity.EntityScope;
import java.util.List;
import java.util.Optional;

/** Keeps the tenants' overrides of field mappings, every version of them. Authors of a store implement it. */
public interface FieldMappingRepository {
    /**
     * Appends a version, which is the current one from then on, if {@code next.revision() - 1} is.
     *
     * @return false if another revision is current: nothing was written, and the transaction can go on
     * @throws dev.integrationsdk.spi.error.IntegrationException STORE_CONFLICT if the database chose this transaction to
     *     give way to one that wrote the same scope
     */
    boolean append(UnitOfWork unit, FieldMappingVersion next);

    /** Empty if nothing was ever written. */
    Optional<FieldMappingVersion> current(UnitOfWork unit, EntityScope scope);

    Optional<FieldMappingVersion> version(UnitOfWork unit, EntityScope scope, long revision);

    /**
     * The latest first.
     *
     * @param before only revisions below this one; {@link Long#MAX_VALUE} for the latest
     */
    List<FieldMappingVersion> versions(UnitOfWork unit, EntityScope scope, long before, int limit);
}
