package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.Connection.Cause;
import dev.integrationsdk.connector.ConnectionState;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.connector.Pause;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.SystemCode;
import java.time.Instant;
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
import static dev.integrationsdk.testkit.contract.StoreAssertions.inEveryZone;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link dev.integrationsdk.store.ConnectorRepository} must hold to about how connectors stand with their remote. */
public interface ConnectionContract {
    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    default void connectionIsReadBackAsItWasWritten() {
        StoreUnderTest store = store();
        append(store, firstVersion(KEY));
        Connection next = Connection.pending(NOW)
                .moved(
                        ConnectionState.RATE_LIMITED,
                        NOW.plusNanos(1_000),
                        Cause.of(ErrorCode.RATE_LIMITED, "\"ä\" \uD83D\uDE00\n", Optional.of(NOW.plusSeconds(60))));
        assertThat(write(store, KEY, next)).isTrue();
        assertThat(find(store, KEY)).isEqualTo(next);
        next = next.withAccount(Optional.of("portal 7 \uD83D\uDE00")).checked(NOW.plusSeconds(1));
        next = withRevision(next, 2);
        assertThat(write(store, KEY, next)).isTrue();
        assertThat(find(store, KEY)).isEqualTo(next);
        next = next.paused(Direction.PULL, new Pause(ADA, NOW, "on holiday"));
        assertThat(write(store, KEY, next)).isTrue();
        next = next.paused(Direction.PUSH, new Pause(BOB, NOW.plusSeconds(2), "r".repeat(Pause.MAX_REASON)));
        assertThat(write(store, KEY, next)).isTrue();
        assertThat(find(store, KEY)).isEqualTo(next);
        next = next.resumed(Direction.PULL);
        next = withRevision(next.moved(ConnectionState.CONNECTED, NOW, Cause.none()), 5);
        assertThat(write(store, KEY, next)).isTrue();
        assertThat(find(store, KEY)).isEqualTo(next);
    }

    @Test
    @DisplayName("R14: longest message and account of a connection are kept")
    default void longestTextsOfAConnectionAreKept() {
        StoreUnderTest store = store();
        append(store, firstVersion(KEY));
        Connection next = withRevision(
                Connection.pending(NOW)
                        .because(Cause.of(
                                ErrorCode.INVALID_CONFIGURATION,
                                "x" + "\uD83D\uDE00".repeat(Connection.MAX_MESSAGE),
                                Optional.empty()))
                        .withAccount(Optional.of("\uD83D\uDE00".repeat(Connection.MAX_ACCOUNT / 2))),
                1);
        write(store, KEY, next);
        assertThat(find(store, KEY)).isEqualTo(next);
    }

    @Test
    @DisplayName("R05: of two changes to one revision of a connection the second is refused")
    default void secondChangeToOneRevisionOfAConnectionIsRefused() {
        StoreUnderTest store = store();
        append(store, firstVersion(KEY));
        Connection connected = Connection.pending(NOW).moved(ConnectionState.CONNECTED, NOW, Cause.none());
        Connection failed = Connection.pending(NOW).moved(ConnectionState.ERROR, NOW, Cause.none());
        assertThat(write(store, KEY, connected)).isTrue();
        assertThat(write(store, KEY, failed)).isFalse();
        assertThat(write(store, KEY, withRevision(failed, 3))).isFalse();
        assertThat(find(store, KEY)).isEqualTo(connected);
    }

    @Test
    @DisplayName("R05: of many threads that change one revision of a connection exactly one wins")
    default void ofManyThreadsThatChangeOneConnectionExactlyOneWins() {
        StoreUnderTest store = store();
        append(store, firstVersion(KEY));
        AtomicInteger wins = new AtomicInteger();
        Threads.run(
                6,
                thread -> store.run(unit -> {
                    Connection next = Connection.pending(NOW).withAccount(Optional.of("thread " + thread));
                    if (!store.repositories().connectors().connection(unit, KEY, next)) {
                        throw new IntegrationException(ErrorCode.STORE_CONFLICT, "another thread has written it");
                    }
                    unit.afterCommit(wins::incrementAndGet);
                }));
        assertThat(wins).hasValue(1);
        assertThat(find(store, KEY).revision()).isEqualTo(1);
    }

    @Test
    @DisplayName("R05: a change of configuration leaves the connection as it is, and the other way round")
    default void configurationAndConnectionChangeIndependently() {
        StoreUnderTest store = store();
        append(store, firstVersion(KEY));
        Connection connected = Connection.pending(NOW).moved(ConnectionState.CONNECTED, NOW, Cause.none());
        write(store, KEY, connected);
        ConnectorVersion second = firstVersion(KEY).enabled(BOB, NOW.plusSeconds(1));
        assertThat(append(store, second)).isTrue();
        assertThat(stored(store, KEY)).contains(new StoredConnector(second, ADA, NOW, connected));
        assertThat(write(store, KEY, connected.checked(NOW))).isTrue();
        assertThat(stored(store, KEY)).contains(new StoredConnector(second, ADA, NOW, connected.checked(NOW)));
    }

    @Test
    default void connectionOfAConnectorThatIsNotThereIsNotWritten() {
        StoreUnderTest store = store();
        Connection next = Connection.pending(NOW).checked(NOW);
        assertThat(write(store, KEY, next)).isFalse();
        append(store, firstVersion(KEY));
        append(store, firstVersion(KEY).deleted(ADA, NOW));
        assertThat(write(store, KEY, next)).isFalse();
        assertThat(stored(store, KEY)).isEmpty();
    }

    @Test
    @DisplayName("R10: connections of tenants with the same names are kept apart")
    default void connectionsOfTenantsWithTheSameNamesAreKeptApart() {
        StoreUnderTest store = store();
        append(store, firstVersion(KEY));
        Connection next = Connection.pending(NOW).checked(NOW);
        assertThat(write(store, OTHER_KEY, next)).isFalse();
        append(store, firstVersion(OTHER_KEY));
        assertThat(write(store, OTHER_KEY, next)).isTrue();
        assertThat(find(store, KEY)).isEqualTo(Connection.pending(NOW));
    }

    @Test
    @DisplayName("R03: rollback undoes a change of a connection")
    default void rollbackUndoesAChangeOfAConnection() {
        StoreUnderTest store = store();
        append(store, firstVersion(KEY));
        store.runAndRollBack(unit -> {
            Connection next = Connection.pending(NOW).moved(ConnectionState.ERROR, NOW, Cause.none());
            assertThat(store.repositories().connectors().connection(unit, KEY, next))
                    .isTrue();
        });
        assertThat(find(store, KEY)).isEqualTo(Connection.pending(NOW));
    }

    @Test
    @DisplayName("R15: instants of connections keep microseconds in UTC whatever the zone")
    default void instantsOfConnectionsKeepMicroseconds() {
        StoreUnderTest store = store();
        append(store, enabled(KEY));
        inEveryZone(zone -> {
            Connection next = find(store, KEY).checked(NOW);
            assertThat(write(store, KEY, next)).isTrue();
            assertThat(find(store, KEY)).isEqualTo(next);
            assertThat(toCheck(store, NOW, 9)).isEmpty();
            assertThat(toCheck(store, NOW.plusNanos(1_000), 9)).hasSize(1);
        });
    }

    @Test
    default void listingCanBeOfOneState() {
        StoreUnderTest store = store();
        for (String id : List.of("d", "c", "b", "a")) {
            append(store, firstVersion(key(id)));
        }
        ConnectorConfig ldap = ConnectorConfig.of(KEY.tenant(), ConnectorId.of("e"), SystemCode.of("ldap"));
        append(store, ConnectorVersion.first(ldap, ADA, NOW));
        append(store, firstVersion(OTHER_KEY));
        Connection failed = Connection.pending(NOW).moved(ConnectionState.ERROR, NOW, Cause.none());
        for (ConnectorKey failing : List.of(key("b"), key("d"), key("e"), OTHER_KEY)) {
            write(store, failing, failed);
        }
        ConnectorListing errors = ConnectorListing.first(9).withState(ConnectionState.ERROR);
        assertThat(ids(store, errors)).containsExactly("b", "d", "e");
        assertThat(ids(store, errors.withAfter(ConnectorId.of("b")))).containsExactly("d", "e");
        assertThat(ids(store, ConnectorListing.first(1).withState(ConnectionState.ERROR)))
                .containsExactly("b");
        assertThat(ids(store, errors.withSystem(SystemCode.of("ldap")))).containsExactly("e");
        assertThat(ids(store, ConnectorListing.first(9).withState(ConnectionState.PENDING)))
                .containsExactly("a", "c");
        assertThat(ids(store, ConnectorListing.first(9).withState(ConnectionState.CONNECTED)))
                .isEmpty();
        assertThat(ids(store, ConnectorListing.first(9))).hasSize(5);
    }

    @Test
    default void connectorsToCheckAreThoseThatAreOnAndHaveWaitedLongest() {
        StoreUnderTest store = store();
        checked(store, key("old"), NOW.minusSeconds(20));
        checked(store, OTHER_KEY, NOW.minusSeconds(30));
        checked(store, key("at"), NOW);
        append(store, enabled(key("never")));
        append(store, firstVersion(key("off")));
        append(store, enabled(key("gone")));
        append(store, enabled(key("gone")).deleted(ADA, NOW));
        assertThat(toCheck(store, NOW, 9))
                .extracting(StoredConnector::key)
                .containsExactly(key("never"), OTHER_KEY, key("old"));
        assertThat(toCheck(store, NOW, 2)).extracting(StoredConnector::key).containsExactly(key("never"), OTHER_KEY);
        assertThat(toCheck(store, NOW.plusNanos(1_000), 9)).hasSize(4);
        assertThat(toCheck(store, NOW, 9))
                .last()
                .isEqualTo(stored(store, key("old")).orElseThrow());
    }

    private static void checked(StoreUnderTest store, ConnectorKey key, Instant at) {
        append(store, enabled(key));
        write(store, key, Connection.pending(NOW).checked(at));
    }

    /** A first version that is on already. */
    private static ConnectorVersion enabled(ConnectorKey key) {
        return new ConnectorVersion(
                config(key), firstVersion(key).enabled(ADA, NOW).status(), 1, ADA, NOW);
    }

    private static ConnectorKey key(String id) {
        return new ConnectorKey(KEY.tenant(), ConnectorId.of(id));
    }

    private static Connection withRevision(Connection of, long revision) {
        return new Connection(
                of.state(),
                of.since(),
                of.cause(),
                of.message(),
                of.retryAt(),
                of.account(),
                of.checkedAt(),
                of.pauses(),
                revision);
    }

    private static boolean append(StoreUnderTest store, ConnectorVersion next) {
        return store.get(unit -> store.repositories().connectors().append(unit, next));
    }

    private static boolean write(StoreUnderTest store, ConnectorKey key, Connection next) {
        return store.get(unit -> store.repositories().connectors().connection(unit, key, next));
    }

    private static Optional<StoredConnector> stored(StoreUnderTest store, ConnectorKey key) {
        return store.get(unit -> store.repositories().connectors().find(unit, key));
    }

    private static Connection find(StoreUnderTest store, ConnectorKey key) {
        return stored(store, key).orElseThrow().connection();
    }

    private static List<String> ids(StoreUnderTest store, ConnectorListing wanted) {
        return store.get(unit -> store.repositories().connectors().list(unit, KEY.tenant(), wanted)).stream()
                .map(connector -> connector.key().id().value())
                .toList();
    }

    private static List<StoredConnector> toCheck(StoreUnderTest store, Instant before, int limit) {
        return store.get(unit -> store.repositories().acrossTenants().connectorsToCheck(unit, before, limit));
    }
}
