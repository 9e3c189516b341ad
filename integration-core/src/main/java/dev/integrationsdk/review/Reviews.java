package dev.integrationsdk.review;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Requires;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.Audited;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What people must decide, and how they do. Thread-safe. */
public interface Reviews {
    /**
     * Items of connectors that the actor may see, the earliest first.
     *
     * @param after only those behind this one; empty for the first page
     * @param limit 1 to 1,000; a page may hold fewer though there are more, if some may not be seen
     */
    @Requires(Permission.READ)
    List<ReviewItem> list(Actor actor, TenantId tenant, ReviewStatus status, Optional<ReviewItem> after, int limit);

    /** Empty if there is none that the actor may see. */
    @Requires(Permission.READ)
    Optional<ReviewItem> find(Actor actor, TenantId tenant, UUID id);

    /**
     * Decides an item, and does what follows from it: what needs the remote is done by a run, at once if none is under way,
     * else by the next one that comes to the record.
     *
     * @param choice one of {@link ReviewItem#choices()}
     * @param target what it is mapped to, for the choices that map: the internal id of a row, the external id of a record, or
     *     a value of the host's
     * @param reason for whoever reads it later; at most 500 characters
     * @return the item as it is now: closed, or decided if something is still to be done
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is no item that the actor may
     *     decide, CONNECTOR_CHANGED if somebody has decided it already or it has lapsed, INVALID_CONFIGURATION if the choice or
     *     the target makes no sense for it
     */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.REVIEW_DECIDED)
    ReviewItem decide(
            Actor actor, TenantId tenant, UUID id, Verdict.Choice choice, Optional<String> target, String reason);
}
