package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.store.Repositories;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_TENANT;
import static dev.integrationsdk.testkit.contract.Fixtures.SCOPE;
import static dev.integrationsdk.testkit.contract.Fixtures.checkpoint;
import static dev.integrationsdk.testkit.contract.Fixtures.mapping;
import static dev.integrationsdk.testkit.contract.Threads.untilDone;
import static dev.integrationsdk.testkit.contract.WholeTenant.TIME;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link dev.integrationsdk.store.TenantRepository} must hold to. */
public interface TenantRepositoryContract {
    WholeTenant OURS = new WholeTenant(SCOPE.tenant());
    WholeTenant THEIRS = new WholeTenant(OTHER_TENANT.tenant());

    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    @DisplayName("R28: removing a tenant leaves nothing of it and everything of another")
    default void removingATenantLeavesNothingOfItAndEverythingOfAnother() {
        StoreUnderTest store = store();
        write(store, OURS);
        write(store, THEIRS);
        Map<String, Object> theirs = read(store, THEIRS);
        assertThat(read(store, OURS)).hasSameSizeAs(theirs).hasSizeGreaterThan(15);
        assertThat(remove(store, OURS, 1_000)).isGreaterThan(20);
        assertThat(read(store, OURS)).isEmpty();
        assertThat(read(store, THEIRS)).isEqualTo(theirs);
    }

    @Test
    @DisplayName("R28: a tenant is removed in bounded batches, until there are no more")
    default void tenantIsRemovedInBoundedBatches() {
        StoreUnderTest store = store();
        write(store, OURS);
        int all = store.get(unit -> {
            int removed = store.repositories().tenants().remove(unit, OURS.tenant(), 1_000);
            assertThat(store.repositories().tenants().remove(unit, OURS.tenant(), 1_000))
                    .isZero();
            return removed;
        });
        write(store, OURS);
        int removed = 0;
        for (int batch = remove(store, OURS, 4); batch > 0; batch = remove(store, OURS, 4)) {
            assertThat(batch).isEqualTo(Math.min(4, all - removed));
            removed += batch;
        }
        assertThat(removed).isEqualTo(all);
        assertThat(read(store, OURS)).isEmpty();
    }

    @Test
    @DisplayName("R28: removing can be repeated, and finds nothing where nothing is")
    default void removingCanBeRepeated() {
        StoreUnderTest store = store();
        assertThat(remove(store, OURS, 1_000)).isZero();
        write(store, OURS);
        Map<String, Object> before = read(store, OURS);
        remove(store, OURS, 1_000);
        assertThat(remove(store, OURS, 1_000)).isZero();
        write(store, OURS);
        assertThat(read(store, OURS)).isEqualTo(before);
    }

    @Test
    @DisplayName("R28: after the first batch no worker that is still there passes the fence")
    default void afterTheFirstBatchNoWorkerPassesTheFence() {
        StoreUnderTest store = store();
        write(store, OURS);
        assertThat(remove(store, OURS, 2)).isEqualTo(2);
        assertThat(renew(store)).isFalse();
        remove(store, OURS, 1_000);
        assertThat(renew(store)).isFalse();
        assertThat(read(store, OURS)).isEmpty();
    }

    @Test
    @DisplayName("R28: what a worker is writing when the removal begins is removed as well")
    default void whatAWorkerIsWritingIsRemovedAsWell() {
        StoreUnderTest store = store();
        write(store, OURS);
        CountDownLatch fenced = new CountDownLatch(1);
        assertThat(Threads.run(2, thread -> {
                    if (thread == 0) {
                        writeAPage(store, fenced);
                    } else {
                        await(fenced);
                        untilDone(() -> remove(store, OURS, 1_000));
                    }
                }))
                .isSubsetOf(ErrorCode.STORE_CONFLICT);
        remove(store, OURS, 1_000);
        assertThat(read(store, OURS)).isEmpty();
        assertThat(remove(store, OURS, 1_000)).isZero();
    }

    private static void writeAPage(StoreUnderTest store, CountDownLatch fenced) {
        store.run(unit -> {
            Repositories repositories = store.repositories();
            assertThat(repositories.leases().renew(unit, OURS.lease(), TIME)).isTrue();
            fenced.countDown();
            repositories.mappings().insert(unit, OURS.scope(), List.of(mapping("late")));
            assertThat(repositories.checkpoints().advance(unit, OURS.lease(), checkpoint(2, "late")))
                    .isTrue();
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }

    @Test
    @DisplayName("R03: rollback undoes the removal of a tenant")
    default void rollbackUndoesTheRemovalOfATenant() {
        StoreUnderTest store = store();
        write(store, OURS);
        Map<String, Object> before = read(store, OURS);
        store.runAndRollBack(unit -> store.repositories().tenants().remove(unit, OURS.tenant(), 1_000));
        assertThat(read(store, OURS)).isEqualTo(before);
    }

    private static void write(StoreUnderTest store, WholeTenant tenant) {
        store.run(unit -> tenant.write(store.repositories(), unit));
    }

    private static Map<String, Object> read(StoreUnderTest store, WholeTenant tenant) {
        return store.get(unit -> tenant.read(store.repositories(), unit));
    }

    private static int remove(StoreUnderTest store, WholeTenant tenant, int limit) {
        return store.get(unit -> store.repositories().tenants().remove(unit, tenant.tenant(), limit));
    }

    private static boolean renew(StoreUnderTest store) {
        return store.get(unit -> store.repositories().leases().renew(unit, OURS.lease(), TIME));
    }
}
