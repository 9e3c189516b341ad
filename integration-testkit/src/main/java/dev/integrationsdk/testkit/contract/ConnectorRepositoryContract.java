package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.ConnectorStatus;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.ADA;
import static dev.integrationsdk.testkit.contract.Fixtures.BOB;
import static dev.integrationsdk.testkit.contract.Fixtures.KEY;
import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_KEY;
import static dev.integrationsdk.testkit.contract.Fixtures.config;
import static dev.integrationsdk.testkit.contract.Fixtures.firstVersion;
import static dev.integrationsdk.testkit.contract.StoreAssertions.assertUnknownStatusIsRefused;
import static dev.integrationsdk.testkit.contract.StoreAssertions.inEveryZone;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link dev.integrationsdk.store.ConnectorRepository} must hold to. */
public interface ConnectorRepositoryContract {
    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    default void connectorIsReadBackAsItWasMade() {
        StoreUnderTest store = store();
        assertThat(append(store, firstVersion(KEY))).isTrue();
        assertThat(find(store, KEY))
                .contains(new StoredConnector(firstVersion(KEY), ADA, NOW, Connection.pending(NOW)));
        assertThat(versions(store, KEY)).containsExactly(firstVersion(KEY));
    }

    @Test
    default void connectorWithoutSettingsAndOneOnPremiseAreReadBack() {
        StoreUnderTest store = store();
        ConnectorConfig bare = ConnectorConfig.of(KEY.tenant(), KEY.id(), SystemCode.of("ldap"));
        ConnectorVersion first = ConnectorVersion.first(bare, ADA, NOW);
        append(store, first);
        assertThat(find(store, KEY).map(StoredConnector::current)).contains(first);
        append(store, first.with(bare.onPremise(), ADA, NOW));
        assertThat(find(store, KEY).map(StoredConnector::current)).contains(first.with(bare.onPremise(), ADA, NOW));
        assertThat(versions(store, KEY)).containsExactly(first.with(bare.onPremise(), ADA, NOW), first);
    }

    @Test
    default void longestActorAndLongSettingsAreKept() {
        StoreUnderTest store = store();
        ConnectorConfig large = config(KEY).withSetting("mapping", "\uD83D\uDE00".repeat(50_000));
        ConnectorVersion first = ConnectorVersion.first(large, Actor.of("\uD83D\uDE00".repeat(64)), NOW);
        append(store, first);
        assertThat(find(store, KEY).map(StoredConnector::current)).contains(first);
        assertThat(versions(store, KEY)).containsExactly(first);
    }

    @Test
    default void changeIsCurrentAndItsPredecessorStaysAsItWas() {
        StoreUnderTest store = store();
        ConnectorVersion first = firstVersion(KEY);
        ConnectorVersion on = first.enabled(BOB, NOW.plusSeconds(1));
        ConnectorVersion changed = on.with(config(KEY).withSetting("region", "eu"), ADA, NOW.plusSeconds(2));
        append(store, first);
        append(store, on);
        append(store, changed);
        assertThat(find(store, KEY)).contains(new StoredConnector(changed, ADA, NOW, Connection.pending(NOW)));
        assertThat(versions(store, KEY)).containsExactly(changed, on, first);
        assertThat(version(store, KEY, 2)).contains(on);
        assertThat(version(store, KEY, 4)).isEmpty();
    }

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

    @Test
    @DisplayName("R14: listing is in the order of the ids, byte by byte")
    default void listingGoesThroughAllInTheOrderOfTheirIds() {
        StoreUnderTest store = store();
        for (String id : List.of("b", "B", "a", "a.1", "a-1", "c")) {
            append(store, firstVersion(key(id)));
        }
        assertThat(ids(store, ConnectorListing.first(3))).containsExactly("B", "a", "a-1");
        assertThat(ids(store, ConnectorListing.first(9).withAfter(ConnectorId.of("a-1"))))
                .containsExactly("a.1", "b", "c");
    }

    @Test
    @DisplayName("R16: listing is stable under inserts")
    default void listingIsStableUnderInserts() {
        StoreUnderTest store = store();
        List.of("b", "d", "f").forEach(id -> append(store, firstVersion(key(id))));
        assertThat(ids(store, ConnectorListing.first(2))).containsExactly("b", "d");
        List.of("a", "c", "e").forEach(id -> append(store, firstVersion(key(id))));
        assertThat(ids(store, ConnectorListing.first(9).withAfter(ConnectorId.of("d"))))
                .containsExactly("e", "f");
    }

    @Test
    default void listingCanBeOfOneSystem() {
        StoreUnderTest store = store();
        ConnectorConfig ldap = ConnectorConfig.of(KEY.tenant(), ConnectorId.of("staff"), SystemCode.of("ldap"));
        append(store, firstVersion(KEY));
        append(store, ConnectorVersion.first(ldap, ADA, NOW));
        assertThat(ids(store, ConnectorListing.first(9).withSystem(SystemCode.of("ldap"))))
                .containsExactly("staff");
        assertThat(ids(
                        store,
                        ConnectorListing.first(9)
                                .withSystem(SystemCode.of("ldap"))
                                .withAfter(ConnectorId.of("staff"))))
                .isEmpty();
    }

    @Test
    @DisplayName("R16: versions are listed in pages that no new version shifts")
    default void versionsAreListedInPages() {
        StoreUnderTest store = store();
        ConnectorVersion version = firstVersion(KEY);
        append(store, version);
        for (int i = 0; i < 4; i++) {
            version = version.with(config(KEY).withSetting("step", "" + i), ADA, NOW.plusSeconds(i));
            append(store, version);
        }
        assertThat(versions(store, KEY, Long.MAX_VALUE, 2))
                .extracting(ConnectorVersion::revision)
                .containsExactly(5L, 4L);
        append(store, version.enabled(ADA, NOW));
        assertThat(versions(store, KEY, 4, 2))
                .extracting(ConnectorVersion::revision)
                .containsExactly(3L, 2L);
    }

    @Test
    @DisplayName("R10: connectors of tenants with the same names are kept apart")
    default void connectorsOfTenantsWithTheSameNamesAreKeptApart() {
        StoreUnderTest store = store();
        append(store, firstVersion(KEY));
        assertThat(find(store, OTHER_KEY)).isEmpty();
        assertThat(version(store, OTHER_KEY, 1)).isEmpty();
        assertThat(versions(store, OTHER_KEY)).isEmpty();
        assertThat(list(store, OTHER_KEY.tenant(), ConnectorListing.first(9))).isEmpty();
        assertThat(append(store, firstVersion(OTHER_KEY).enabled(BOB, NOW))).isFalse();
        assertThat(append(store, firstVersion(OTHER_KEY))).isTrue();
        append(store, firstVersion(OTHER_KEY).deleted(BOB, NOW));
        assertThat(find(store, KEY).map(StoredConnector::current)).contains(firstVersion(KEY));
    }

    @Test
    @DisplayName("R03: rollback undoes every kind of version")
    default void rollbackUndoesEveryKindOfVersion() {
        StoreUnderTest store = store();
        append(store, firstVersion(KEY));
        append(store, firstVersion(OTHER_KEY));
        store.runAndRollBack(unit -> {
            var connectors = store.repositories().connectors();
            connectors.append(unit, firstVersion(key("new")));
            connectors.append(unit, firstVersion(KEY).enabled(ADA, NOW));
            connectors.append(unit, firstVersion(OTHER_KEY).deleted(ADA, NOW));
        });
        assertThat(find(store, key("new"))).isEmpty();
        assertThat(versions(store, key("new"))).isEmpty();
        assertThat(find(store, KEY).map(StoredConnector::current)).contains(firstVersion(KEY));
        assertThat(find(store, OTHER_KEY)).isPresent();
        assertThat(append(store, firstVersion(key("new")))).isTrue();
    }

    @Test
    @DisplayName("R15: instants keep microseconds in UTC whatever the zone")
    default void instantsOfConnectorsKeepMicroseconds() {
        StoreUnderTest store = store();
        inEveryZone(zone -> {
            append(store, firstVersion(key(zone.replace('/', '.'))));
            assertThat(list(store, KEY.tenant(), ConnectorListing.first(9)))
                    .isNotEmpty()
                    .allSatisfy(found -> {
                        assertThat(found.createdAt()).isEqualTo(NOW);
                        assertThat(found.current().changedAt()).isEqualTo(NOW);
                    });
        });
    }

    @Test
    @DisplayName("R22: unknown status text of a connector is an error")
    default void unknownStatusOfAConnectorIsAnError() {
        StoreUnderTest store = store();
        append(store, firstVersion(KEY));
        assertUnknownStatusIsRefused(
                store, unit -> store.repositories().connectors().find(unit, KEY));
    }

    @Test
    @DisplayName("R22: unknown status text of a version is an error")
    default void unknownStatusOfAVersionIsAnError() {
        StoreUnderTest store = store();
        append(store, firstVersion(KEY));
        assertUnknownStatusIsRefused(
                store, unit -> store.repositories().connectors().versions(unit, KEY, Long.MAX_VALUE, 1));
    }

    @Test
    default void statusOfEveryKindIsReadBack() {
        StoreUnderTest store = store();
        ConnectorVersion version = firstVersion(KEY);
        append(store, version);
        append(store, version.enabled(ADA, NOW));
        append(store, version.enabled(ADA, NOW).disabled(ADA, NOW));
        append(store, version.enabled(ADA, NOW).disabled(ADA, NOW).deleted(ADA, NOW));
        assertThat(versions(store, KEY))
                .extracting(ConnectorVersion::status)
                .containsExactly(
                        ConnectorStatus.DELETED,
                        ConnectorStatus.DISABLED,
                        ConnectorStatus.ENABLED,
                        ConnectorStatus.DISABLED);
    }

    private static ConnectorKey key(String id) {
        return new ConnectorKey(KEY.tenant(), ConnectorId.of(id));
    }

    private static boolean append(StoreUnderTest store, ConnectorVersion next) {
        return store.get(unit -> store.repositories().connectors().append(unit, next));
    }

    private static Optional<StoredConnector> find(StoreUnderTest store, ConnectorKey key) {
        return store.get(unit -> store.repositories().connectors().find(unit, key));
    }

    private static List<StoredConnector> list(StoreUnderTest store, TenantId tenant, ConnectorListing wanted) {
        return store.get(unit -> store.repositories().connectors().list(unit, tenant, wanted));
    }

    private static List<String> ids(StoreUnderTest store, ConnectorListing wanted) {
        return list(store, KEY.tenant(), wanted).stream()
                .map(connector -> connector.key().id().value())
                .toList();
    }

    private static Optional<ConnectorVersion> version(StoreUnderTest store, ConnectorKey key, long revision) {
        return store.get(unit -> store.repositories().connectors().version(unit, key, revision));
    }

    private static List<ConnectorVersion> versions(StoreUnderTest store, ConnectorKey key) {
        return versions(store, key, Long.MAX_VALUE, 100);
    }

    private static List<ConnectorVersion> versions(StoreUnderTest store, ConnectorKey key, long before, int limit) {
        return store.get(unit -> store.repositories().connectors().versions(unit, key, before, limit));
    }
}
