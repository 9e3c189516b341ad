package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.Lease;
import dev.integrationsdk.store.LogWindow;
import dev.integrationsdk.store.PendingAuthorization;
import dev.integrationsdk.store.RateUse;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.ScanPart;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import static dev.integrationsdk.testkit.contract.Fixtures.ADA;
import static dev.integrationsdk.testkit.contract.Fixtures.KEY;
import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.SCOPE;
import static dev.integrationsdk.testkit.contract.Fixtures.STATE_HASH;
import static dev.integrationsdk.testkit.contract.Fixtures.act;
import static dev.integrationsdk.testkit.contract.Fixtures.call;
import static dev.integrationsdk.testkit.contract.Fixtures.checkpoint;
import static dev.integrationsdk.testkit.contract.Fixtures.credential;
import static dev.integrationsdk.testkit.contract.Fixtures.deferred;
import static dev.integrationsdk.testkit.contract.Fixtures.fingerprint;
import static dev.integrationsdk.testkit.contract.Fixtures.firstVersion;
import static dev.integrationsdk.testkit.contract.Fixtures.id;
import static dev.integrationsdk.testkit.contract.Fixtures.kept;
import static dev.integrationsdk.testkit.contract.Fixtures.letter;
import static dev.integrationsdk.testkit.contract.Fixtures.mapping;
import static dev.integrationsdk.testkit.contract.Fixtures.mappingVersion;
import static dev.integrationsdk.testkit.contract.Fixtures.pending;
import static dev.integrationsdk.testkit.contract.Fixtures.row;

/**
 * A tenant with rows in every repository, under names that are the same for every tenant. Whoever adds a repository adds
 * it here too.
 */
public record WholeTenant(TenantId tenant) {
    static final String OWNER = "worker";
    static final String FIELD = "oauth";
    static final String SUBJECT = "1";
    static final CorrelationId CORRELATION = new CorrelationId("marked");
    static final Duration TIME = Duration.ofMinutes(10);

    EntityScope scope() {
        return new EntityScope(tenant, SCOPE.connector(), SCOPE.entityType());
    }

    /** A second one, so that there is more than one to remove. */
    EntityScope otherScope() {
        return new EntityScope(tenant, SCOPE.connector(), EntityType.of("company"));
    }

    ConnectorKey key() {
        return new ConnectorKey(tenant, KEY.id());
    }

    StreamId stream() {
        return Fixtures.stream(scope());
    }

    Lease lease() {
        return new Lease(stream(), OWNER, 1);
    }

    RateUse.Key rate() {
        return new RateUse.Key(tenant, "portal", Duration.ofDays(1));
    }

    /** Unique among the runs of all tenants, as ids are. */
    UUID run() {
        return Fixtures.run("run-" + tenant, stream()).id();
    }

    /** Writes something into every table; into an empty one. */
    public void write(Repositories store, UnitOfWork unit) {
        store.connectors().append(unit, firstVersion(key()));
        store.connectors().append(unit, firstVersion(key()).enabled(ADA, NOW));
        for (EntityScope scope : List.of(scope(), otherScope())) {
            Lease lease = store.leases().acquire(unit, Fixtures.stream(scope), OWNER, TIME);
            store.jobRuns().start(unit, Fixtures.run(named(scope), Fixtures.stream(scope)));
            store.mappings().insert(unit, scope, List.of(mapping("1"), mapping("2")));
            store.deadLetters().put(unit, List.of(letter(scope, "3")));
            store.keptRecords().put(unit, List.of(kept(scope, "3", "k")));
            store.deferredRecords().put(unit, List.of(deferred(scope, "4", "1")));
            store.suppressions().put(unit, scope, List.of(fingerprint(1), fingerprint(2)), NOW);
            store.checkpoints().advance(unit, lease, checkpoint(1, "w1"));
            store.reviews().raise(unit, scope, List.of(review(scope)));
            store.scans().begin(unit, Fixtures.stream(scope), NOW);
            store.scans().add(unit, Fixtures.stream(scope), new ScanPart(1, NOW, new long[] {1, 2}, false));
            store.pushes().mark(unit, scope, List.of(row("1"), row("2")), NOW, CORRELATION);
        }
        store.credentials().put(unit, credential(key(), FIELD, 1, "k"));
        store.credentials().claimRefresh(unit, key(), FIELD, 1, OWNER, TIME);
        store.authorizations().put(unit, pending(key()));
        store.fieldMappings().append(unit, mappingVersion(scope(), 1));
        store.fieldMappings().append(unit, mappingVersion(scope(), 2));
        store.integrationLog().append(unit, List.of(call("call", key(), NOW)));
        store.audit().append(unit, act(tenant, "first"));
        store.audit().append(unit, act(tenant, "second"));
        store.rateUse().take(unit, rate(), NOW, 100, 100);
    }

    /** Unique among the items of all tenants, as ids are; of a kind and subject that all scopes have. */
    ReviewItem review(EntityScope scope) {
        return Fixtures.review(scope, scope.equals(scope()) ? 1 : 2, ReviewKind.CONFLICT, SUBJECT);
    }

    private String named(EntityScope scope) {
        return scope.equals(scope()) ? "run-" + tenant : "other-run-" + tenant;
    }

    /** What is there of the tenant, by where it is kept; nothing stands for nothing. */
    public Map<String, Object> read(Repositories store, UnitOfWork unit) {
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("connectors", store.connectors().list(unit, tenant, ConnectorListing.first(100)));
        found.put("versions", store.connectors().versions(unit, key(), Long.MAX_VALUE, 100));
        for (EntityScope scope : List.of(scope(), otherScope())) {
            Lease lease = new Lease(Fixtures.stream(scope), OWNER, 1);
            found.put("lease of " + scope, held(store, unit, lease));
            found.put("checkpoint of " + scope, listed(store.checkpoints().find(unit, Fixtures.stream(scope))));
            found.put("mappings of " + scope, store.mappings().list(unit, scope, Optional.empty(), 100));
            found.put("active of " + scope, store.mappings().findActive(unit, scope, List.of(row("1"), row("2"))));
            found.put("runs of " + scope, store.jobRuns().list(unit, scope, 100));
            found.put("letters of " + scope, store.deadLetters().list(unit, scope, 100));
            found.put("kept of " + scope, store.keptRecords().find(unit, scope, List.of(id("3"))));
            found.put("waiting of " + scope, store.deferredRecords().list(unit, scope, Optional.empty(), 100));
            found.put(
                    "suppressions of " + scope,
                    store.suppressions().find(unit, scope, List.of(fingerprint(1), fingerprint(2), fingerprint(3))));
            found.put("scan of " + scope, listed(store.scans().begunAt(unit, Fixtures.stream(scope))));
            found.put("scan parts of " + scope, store.scans().list(unit, Fixtures.stream(scope), 0, 100));
            found.put("marks of " + scope, store.pushes().find(unit, scope, List.of(row("1"), row("2"), row("3"))));
        }
        found.put("credentials", store.credentials().list(unit, key()));
        found.put("claim", claimed(store, unit));
        found.put("authorizations", underWay(store, unit));
        found.put("field mappings", store.fieldMappings().versions(unit, scope(), Long.MAX_VALUE, 100));
        found.put("log", store.integrationLog().list(unit, key(), LogWindow.latest(100)));
        found.put("audit", store.audit().list(unit, tenant, Long.MAX_VALUE, 100));
        for (ReviewStatus status : ReviewStatus.values()) {
            found.put("reviews " + status, store.reviews().list(unit, tenant, status, Optional.empty(), 100));
        }
        found.put("rate use", store.rateUse().list(unit, tenant));
        found.values().removeIf(rows -> rows.equals(List.of()) || rows.equals(Map.of()) || rows.equals(Set.of()));
        return found;
    }

    private static List<?> held(Repositories store, UnitOfWork unit, Lease lease) {
        return store.leases().renew(unit, lease, TIME) ? List.of(lease) : List.of();
    }

    /** Whether nobody else can have it. */
    private List<?> claimed(Repositories store, UnitOfWork unit) {
        boolean there = !store.credentials().list(unit, key()).isEmpty();
        boolean free = store.credentials().claimRefresh(unit, key(), FIELD, 1, "nobody", TIME);
        return there && !free ? List.of(OWNER) : List.of();
    }

    /** Put back, since it can only be taken. */
    private List<?> underWay(Repositories store, UnitOfWork unit) {
        Optional<PendingAuthorization> taken = store.authorizations().take(unit, tenant, STATE_HASH);
        taken.ifPresent(there -> store.authorizations().put(unit, there));
        return listed(taken);
    }

    private static <T> List<T> listed(Optional<T> one) {
        return one.stream().toList();
    }
}
