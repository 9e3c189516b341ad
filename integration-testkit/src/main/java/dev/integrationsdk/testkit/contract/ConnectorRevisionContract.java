package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.SystemCode;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.ConnectorCalls.append;
import static dev.integrationsdk.testkit.contract.ConnectorCalls.find;
import static dev.integrationsdk.testkit.contract.ConnectorCalls.list;
import static dev.integrationsdk.testkit.contract.ConnectorCalls.version;
import static dev.integrationsdk.testkit.contract.ConnectorCalls.versions;
import static dev.integrationsdk.testkit.contract.Fixtures.ADA;
import static dev.integrationsdk.testkit.contract.Fixtures.BOB;
import static dev.integrationsdk.testkit.contract.Fixtures.KEY;
import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.config;
import static dev.integrationsdk.testkit.contract.Fixtures.firstVersion;
import static org.assertj.core.api.Assertions.assertThat;

/** Which versions a {@link dev.integrationsdk.store.ConnectorRepository} takes, and which it refuses. */
public interface ConnectorRevisionContract {
    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    default void earlierVersionCanBeAppendedAnew() {
        StoreUnderTest store = store();
        ConnectorVersion first = firstVersion(KEY);
        ConnectorVersion wrong = first.with(config(KEY).withSetting("base-url", "https://wrong"), BOB, NOW);
        append(store, first);
        append(store, wrong);
        ConnectorConfig former = version(store, KEY, 1).orElseThrow().config();
        assertThat(append(store, wrong.with(former, ADA, NOW))).isTrue();
        assertThat(find(store, KEY).map(found -> found.current().config())).contains(config(KEY));
        assertThat(versions(store, KEY)).hasSize(3).contains(wrong);
    }

    @Test
    @DisplayName("R05: of two changes to one revision the second is refused")
    default void secondChangeToOneRevisionIsRefused() {
        StoreUnderTest store = store();
        ConnectorVersion first = firstVersion(KEY);
        append(store, first);
        assertThat(append(store, first.enabled(ADA, NOW))).isTrue();
        assertThat(append(store, first.with(config(KEY).withSetting("lost", "1"), BOB, NOW)))
                .isFalse();
        assertThat(find(store, KEY).map(StoredConnector::current)).contains(first.enabled(ADA, NOW));
        assertThat(versions(store, KEY)).hasSize(2);
    }

    @Test
    @DisplayName("R05: revisions have no gaps")
    default void versionThatDoesNotFollowIsRefused() {
        StoreUnderTest store = store();
        ConnectorVersion second = firstVersion(KEY).enabled(ADA, NOW);
        assertThat(append(store, second)).isFalse();
        append(store, firstVersion(KEY));
        assertThat(append(store, second.disabled(ADA, NOW))).isFalse();
        assertThat(versions(store, KEY)).containsExactly(firstVersion(KEY));
    }

    @Test
    @DisplayName("R05: of many threads that change one revision exactly one wins")
    default void ofManyThreadsThatChangeOneRevisionExactlyOneWins() {
        StoreUnderTest store = store();
        append(store, firstVersion(KEY));
        assertThat(wins(store, firstVersion(KEY).enabled(ADA, NOW))).isEqualTo(1);
        assertThat(versions(store, KEY)).hasSize(2);
    }

    @Test
    @DisplayName("R02: of many threads that make one connector exactly one wins")
    default void ofManyThreadsThatMakeOneConnectorExactlyOneWins() {
        StoreUnderTest store = store();
        assertThat(wins(store, firstVersion(KEY))).isEqualTo(1);
        assertThat(versions(store, KEY)).containsExactly(firstVersion(KEY));
    }

    private static int wins(StoreUnderTest store, ConnectorVersion next) {
        AtomicInteger wins = new AtomicInteger();
        Threads.run(
                6,
                thread -> store.run(unit -> {
                    if (!store.repositories().connectors().append(unit, next)) {
                        throw new IntegrationException(ErrorCode.STORE_CONFLICT, "another thread has written it");
                    }
                    unit.afterCommit(wins::incrementAndGet);
                }));
        return wins.get();
    }

    @Test
    @DisplayName("R01: refused version leaves the transaction usable")
    default void refusedVersionLeavesTheTransactionUsable() {
        StoreUnderTest store = store();
        ConnectorKey sibling = new ConnectorKey(KEY.tenant(), ConnectorId.of("sibling"));
        append(store, firstVersion(KEY));
        store.run(unit -> {
            var connectors = store.repositories().connectors();
            assertThat(connectors.append(unit, firstVersion(KEY))).isFalse();
            assertThat(connectors.append(
                            unit, firstVersion(KEY).enabled(ADA, NOW).enabled(ADA, NOW)))
                    .isFalse();
            assertThat(connectors.append(unit, firstVersion(sibling))).isTrue();
        });
        assertThat(find(store, sibling)).isPresent();
    }

    @Test
    default void systemOfAConnectorNeverChanges() {
        StoreUnderTest store = store();
        append(store, firstVersion(KEY));
        ConnectorConfig other = ConnectorConfig.of(KEY.tenant(), KEY.id(), SystemCode.of("ldap"));
        assertThat(append(store, firstVersion(KEY).with(other, ADA, NOW))).isFalse();
        assertThat(versions(store, KEY)).hasSize(1);
    }

    @Test
    default void deletedConnectorIsGoneButForItsVersions() {
        StoreUnderTest store = store();
        ConnectorVersion first = firstVersion(KEY);
        ConnectorVersion last = first.deleted(BOB, NOW.plusSeconds(9));
        append(store, first);
        assertThat(append(store, last)).isTrue();
        assertThat(find(store, KEY)).isEmpty();
        assertThat(list(store, KEY.tenant(), ConnectorListing.first(9))).isEmpty();
        assertThat(versions(store, KEY)).containsExactly(last, first);
    }

    @Test
    default void deletedConnectorCanNeitherBeChangedNorMadeAgain() {
        StoreUnderTest store = store();
        ConnectorVersion last = firstVersion(KEY).deleted(ADA, NOW);
        append(store, firstVersion(KEY));
        append(store, last);
        assertThat(append(store, firstVersion(KEY))).isFalse();
        assertThat(append(store, last.enabled(ADA, NOW))).isFalse();
        assertThat(versions(store, KEY)).hasSize(2);
    }

    @Test
    @DisplayName("R05: only the current revision can be deleted")
    default void onlyTheCurrentRevisionCanBeDeleted() {
        StoreUnderTest store = store();
        append(store, firstVersion(KEY));
        append(store, firstVersion(KEY).enabled(ADA, NOW));
        assertThat(append(store, firstVersion(KEY).deleted(BOB, NOW))).isFalse();
        assertThat(find(store, KEY)).isPresent();
    }
}
