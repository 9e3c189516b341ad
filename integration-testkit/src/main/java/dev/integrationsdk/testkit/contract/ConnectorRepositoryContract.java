package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.ConnectorStatus;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.SystemCode;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.ConnectorCalls.append;
import static dev.integrationsdk.testkit.contract.ConnectorCalls.find;
import static dev.integrationsdk.testkit.contract.ConnectorCalls.ids;
import static dev.integrationsdk.testkit.contract.ConnectorCalls.key;
import static dev.integrationsdk.testkit.contract.ConnectorCalls.list;
import static dev.integrationsdk.testkit.contract.ConnectorCalls.version;
import static dev.integrationsdk.testkit.contract.ConnectorCalls.versions;
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
public interface ConnectorRepositoryContract extends ConnectorRevisionContract {
    /** A new, empty store; called once by every test. */
    @Override
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
}
