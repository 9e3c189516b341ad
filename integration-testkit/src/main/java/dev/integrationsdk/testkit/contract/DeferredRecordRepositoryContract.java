package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.DeferredRecord;
import dev.integrationsdk.store.DeferredRecordRepository;
import dev.integrationsdk.store.MappingStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_TENANT;
import static dev.integrationsdk.testkit.contract.Fixtures.SCOPE;
import static dev.integrationsdk.testkit.contract.Fixtures.deferred;
import static dev.integrationsdk.testkit.contract.Fixtures.id;
import static dev.integrationsdk.testkit.contract.Fixtures.mapping;
import static dev.integrationsdk.testkit.contract.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link DeferredRecordRepository} must hold to. */
public interface DeferredRecordRepositoryContract {
    /** Where records of another type belong. */
    EntityScope COMPANIES = new EntityScope(SCOPE.tenant(), SCOPE.connector(), EntityType.of("company"));

    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    default void waitingRecordIsReadBackAsItWasPut() {
        StoreUnderTest store = store();
        put(store, deferred(SCOPE, "1", "9"), waiting("2", "9", NOW));
        assertThat(list(store)).containsExactly(deferred(SCOPE, "1", "9"), waiting("2", "9", NOW));
        assertThat(store.<Object>get(unit -> records(store).find(unit, SCOPE, List.of(id("2"), id("3")))))
                .isEqualTo(Map.of(id("2"), waiting("2", "9", NOW)));
        assertThat(count(store)).isEqualTo(2);
    }

    @Test
    default void recordThatWaitsAgainHasWaitedSinceThen() {
        StoreUnderTest store = store();
        put(store, waiting("1", "9", NOW));
        put(store, waiting("1", "8", NOW.plusSeconds(60)).asOverdue());
        assertThat(list(store)).containsExactly(waiting("1", "8", NOW).asOverdue());
    }

    @Test
    default void waitingRecordsAreRemovedByTheirIds() {
        StoreUnderTest store = store();
        put(store, waiting("1", "9", NOW), waiting("a", "9", NOW), deferred(OTHER_TENANT, "1", "9"));
        int removed = store.get(unit -> records(store).remove(unit, SCOPE, List.of(id("1"), id("A"))));
        assertThat(removed).isEqualTo(1);
        assertThat(list(store)).containsExactly(waiting("a", "9", NOW));
    }

    @Test
    default void waitingRecordsAreListedInPages() {
        StoreUnderTest store = store();
        put(store, waiting("1", "9", NOW), waiting("B", "9", NOW), waiting("a", "9", NOW));
        List<String> seen = new ArrayList<>();
        Optional<ExternalId> after = Optional.empty();
        while (true) {
            Optional<ExternalId> from = after;
            List<DeferredRecord> page = store.get(unit -> records(store).list(unit, SCOPE, from, 2));
            if (page.isEmpty()) {
                break;
            }
            page.forEach(record -> seen.add(record.externalId().value()));
            after = Optional.of(page.get(page.size() - 1).externalId());
        }
        assertThat(seen).containsExactly("1", "B", "a");
    }

    @Test
    default void waitIsOverOnceTheAwaitedRecordHasAnActiveMapping() {
        StoreUnderTest store = store();
        put(store, waiting("1", "9", NOW), waiting("2", "9", NOW).asOverdue(), waiting("3", "8", NOW));
        assertThat(ready(store)).isEmpty();
        store.run(unit -> store.repositories()
                .mappings()
                .insert(
                        unit,
                        COMPANIES,
                        List.of(mapping("9").with(MappingStatus.RESERVED, row("9"), NOW), mapping("7"))));
        assertThat(ready(store)).isEmpty();
        assertThat(woken(store)).isEmpty();
        store.run(unit -> store.repositories().mappings().update(unit, COMPANIES, List.of(mapping("9"))));
        assertThat(ready(store)).containsExactlyInAnyOrder(id("1"), id("2"));
        assertThat(woken(store)).containsExactly(SCOPE);
    }

    @Test
    @DisplayName("R10: another tenant's record of the same name ends no wait")
    default void anotherTenantsRecordOfTheSameNameEndsNoWait() {
        StoreUnderTest store = store();
        put(store, waiting("1", "9", NOW));
        EntityScope theirs = new EntityScope(OTHER_TENANT.tenant(), OTHER_TENANT.connector(), COMPANIES.entityType());
        store.run(unit -> store.repositories().mappings().insert(unit, theirs, List.of(mapping("9"))));
        assertThat(ready(store)).isEmpty();
        assertThat(store.<Set<EntityScope>>get(unit -> records(store).wokenBy(unit, theirs)))
                .isEmpty();
    }

    @Test
    @DisplayName("R15: what has waited since before an instant is found to the microsecond")
    default void whatHasWaitedTooLongIsFound() {
        StoreUnderTest store = store();
        put(
                store,
                waiting("1", "9", NOW),
                waiting("2", "9", NOW.minusNanos(1_000)),
                waiting("3", "9", NOW.minusSeconds(60)).asOverdue());
        List<DeferredRecord> overdue = store.get(unit -> records(store).overdue(unit, SCOPE, NOW, 10));
        assertThat(overdue).containsExactly(waiting("2", "9", NOW.minusNanos(1_000)));
    }

    @Test
    @DisplayName("R03: rollback undoes what was done to waiting records")
    default void rollbackUndoesWhatWasDoneToWaitingRecords() {
        StoreUnderTest store = store();
        put(store, waiting("1", "9", NOW));
        store.runAndRollBack(unit -> {
            records(store).put(unit, List.of(waiting("1", "8", NOW), waiting("2", "8", NOW)));
            records(store).remove(unit, SCOPE, List.of(id("1")));
        });
        assertThat(list(store)).containsExactly(waiting("1", "9", NOW));
    }

    private static DeferredRecord waiting(String record, String company, Instant since) {
        DeferredRecord same = deferred(SCOPE, record, company);
        return new DeferredRecord(
                SCOPE,
                same.externalId(),
                COMPANIES.entityType(),
                same.awaitedId(),
                since,
                false,
                same.runId(),
                same.correlationId());
    }

    private static DeferredRecordRepository records(StoreUnderTest store) {
        return store.repositories().deferredRecords();
    }

    private static void put(StoreUnderTest store, DeferredRecord... records) {
        store.run(unit -> records(store).put(unit, List.of(records)));
    }

    private static List<DeferredRecord> list(StoreUnderTest store) {
        return store.get(unit -> records(store).list(unit, SCOPE, Optional.empty(), 100));
    }

    private static long count(StoreUnderTest store) {
        return store.get(unit -> records(store).count(unit, SCOPE));
    }

    private static List<ExternalId> ready(StoreUnderTest store) {
        return store.get(unit -> records(store).ready(unit, SCOPE, 100));
    }

    private static Set<EntityScope> woken(StoreUnderTest store) {
        return store.get(unit -> records(store).wokenBy(unit, COMPANIES));
    }
}
