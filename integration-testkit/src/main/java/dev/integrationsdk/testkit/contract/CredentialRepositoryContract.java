package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.store.CredentialRepository;
import dev.integrationsdk.store.StoredCredential;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.KEY;
import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_KEY;
import static dev.integrationsdk.testkit.contract.Fixtures.credential;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link CredentialRepository} must hold to, and what works on credentials across tenants. */
public interface CredentialRepositoryContract {
    /** Long enough that none runs out by itself during a test. */
    Duration CLAIM = Duration.ofMinutes(10);

    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    @DisplayName("R15: credential is kept with every byte and the microseconds of its time")
    default void credentialIsKeptAsItWasPut() {
        StoreUnderTest store = store();
        byte[] longest = new byte[StoredCredential.MOST_BYTES];
        for (int i = 0; i < longest.length; i++) {
            longest[i] = (byte) i;
        }
        StoredCredential row = new StoredCredential(KEY, "f".repeat(64), 1, "k".repeat(32), longest, NOW);
        assertThat(put(store, row)).isTrue();
        assertThat(find(store, KEY, row.field())).contains(row);
    }

    @Test
    @DisplayName("R15: time of a credential is the same in every zone")
    default void timeIsTheSameInEveryZone() {
        StoreUnderTest store = store();
        StoreAssertions.inEveryZone(zone -> {
            StoredCredential row = credential(KEY, zone.replace('/', '.'), 1, "k");
            put(store, row);
            assertThat(find(store, KEY, row.field())).contains(row);
        });
        assertThat(list(store, KEY))
                .extracting(StoredCredential::writtenAt)
                .hasSize(3)
                .containsOnly(NOW);
    }

    @Test
    @DisplayName("R05: credentials move by compare-and-set on the version")
    default void credentialsMoveByCompareAndSet() {
        StoreUnderTest store = store();
        assertThat(put(store, credential(KEY, "oauth", 2, "k"))).isFalse();
        assertThat(put(store, credential(KEY, "oauth", 1, "k"))).isTrue();
        assertThat(put(store, credential(KEY, "oauth", 1, "other"))).isFalse();
        assertThat(put(store, credential(KEY, "oauth", 3, "k"))).isFalse();
        assertThat(put(store, credential(KEY, "oauth", 2, "k2"))).isTrue();
        assertThat(find(store, KEY, "oauth")).contains(credential(KEY, "oauth", 2, "k2"));
    }

    @Test
    @DisplayName("R01: credential that is there already is refused and the transaction can go on")
    default void refusedPutLeavesTheTransactionUsable() {
        StoreUnderTest store = store();
        put(store, credential(KEY, "oauth", 1, "k"));
        store.run(unit -> {
            CredentialRepository credentials = store.repositories().credentials();
            assertThat(credentials.put(unit, credential(KEY, "oauth", 1, "k"))).isFalse();
            assertThat(credentials.put(unit, credential(KEY, "bind", 1, "k"))).isTrue();
            assertThat(credentials.put(unit, credential(KEY, "oauth", 2, "k"))).isTrue();
        });
        assertThat(list(store, KEY)).hasSize(2);
    }

    @Test
    @DisplayName("R14: fields are compared character by character and listed byte by byte")
    default void fieldsAreComparedCharacterByCharacter() {
        StoreUnderTest store = store();
        List<String> fields = List.of("A", "a", "a-b", "a.b", "a_b", "aB", "b");
        for (String field : List.of("b", "a_b", "A", "aB", "a", "a.b", "a-b")) {
            assertThat(put(store, credential(KEY, field, 1, "k"))).as(field).isTrue();
        }
        assertThat(list(store, KEY))
                .extracting(StoredCredential::field)
                .containsExactlyElementsOf(fields.stream().sorted().toList());
    }

    @Test
    @DisplayName("R02: of many threads exactly one puts the next version")
    default void ofManyThreadsExactlyOnePutsTheNextVersion() {
        StoreUnderTest store = store();
        for (long version = 1; version <= 3; version++) {
            Queue<String> winners = new ConcurrentLinkedQueue<>();
            StoredCredential next = credential(KEY, "oauth", version, "k");
            List<ErrorCode> refusals = Threads.run(8, thread -> {
                if (put(store, next)) {
                    winners.add("thread " + thread);
                }
            });
            assertThat(refusals).allSatisfy(code -> assertThat(code).isEqualTo(ErrorCode.STORE_CONFLICT));
            assertThat(winners).hasSize(1);
            assertThat(find(store, KEY, "oauth")).contains(next);
        }
    }

    @Test
    @DisplayName("R03: rollback undoes put, delete, claim and release")
    default void rollbackUndoesEveryWrite() {
        StoreUnderTest store = store();
        put(store, credential(KEY, "oauth", 1, "k"));
        claim(store, "oauth", 1, "a");
        store.runAndRollBack(unit -> {
            CredentialRepository credentials = store.repositories().credentials();
            credentials.put(unit, credential(KEY, "oauth", 2, "k"));
            credentials.put(unit, credential(KEY, "bind", 1, "k"));
        });
        store.runAndRollBack(unit -> store.repositories().credentials().delete(unit, KEY));
        store.runAndRollBack(unit -> store.repositories().credentials().releaseRefresh(unit, KEY, "oauth", "a"));
        assertThat(list(store, KEY)).containsExactly(credential(KEY, "oauth", 1, "k"));
        assertThat(claim(store, "oauth", 1, "b")).isFalse();
        release(store, "oauth", "a");
        store.runAndRollBack(
                unit -> store.repositories().credentials().claimRefresh(unit, KEY, "oauth", 1, "a", CLAIM));
        assertThat(claim(store, "oauth", 1, "b")).isTrue();
    }

    @Test
    default void deleteRemovesEveryFieldAndEveryClaimOfTheConnectorAndNothingElse() {
        StoreUnderTest store = store();
        ConnectorKey sibling = new ConnectorKey(KEY.tenant(), ConnectorId.of("crm-2"));
        for (ConnectorKey key : List.of(KEY, sibling, OTHER_KEY)) {
            put(store, credential(key, "oauth", 1, "k"));
            put(store, credential(key, "bind", 1, "k"));
        }
        claim(store, "oauth", 1, "a");
        assertThat(delete(store, KEY)).isEqualTo(2);
        assertThat(delete(store, KEY)).isZero();
        assertThat(list(store, KEY)).isEmpty();
        assertThat(list(store, sibling)).hasSize(2);
        assertThat(list(store, OTHER_KEY)).hasSize(2);
        assertThat(put(store, credential(KEY, "oauth", 1, "k"))).isTrue();
        assertThat(claim(store, "oauth", 1, "b")).isTrue();
    }

    @Test
    @DisplayName("R10: credentials of another tenant are neither read, written, deleted nor claimed")
    default void credentialsOfTenantsAreKeptApart() {
        StoreUnderTest store = store();
        put(store, credential(KEY, "oauth", 1, "k"));
        assertThat(find(store, OTHER_KEY, "oauth")).isEmpty();
        assertThat(list(store, OTHER_KEY)).isEmpty();
        assertThat(put(store, credential(OTHER_KEY, "oauth", 2, "k"))).isFalse();
        assertThat(delete(store, OTHER_KEY)).isZero();
        CredentialRepository credentials = store.repositories().credentials();
        assertThat(store.<Boolean>get(unit -> credentials.claimRefresh(unit, OTHER_KEY, "oauth", 1, "a", CLAIM)))
                .isFalse();
        assertThat(put(store, credential(OTHER_KEY, "oauth", 1, "k"))).isTrue();
        claim(store, "oauth", 1, "a");
        assertThat(store.<Boolean>get(unit -> credentials.claimRefresh(unit, OTHER_KEY, "oauth", 1, "b", CLAIM)))
                .isTrue();
        store.run(unit -> credentials.releaseRefresh(unit, OTHER_KEY, "oauth", "a"));
        assertThat(claim(store, "oauth", 1, "b")).isFalse();
    }

    @Test
    default void claimIsHeldByOneUntilItIsReleased() {
        StoreUnderTest store = store();
        put(store, credential(KEY, "oauth", 1, "k"));
        assertThat(claim(store, "oauth", 1, "a")).isTrue();
        assertThat(claim(store, "oauth", 1, "a")).isTrue();
        assertThat(claim(store, "oauth", 1, "b")).isFalse();
        release(store, "oauth", "b");
        assertThat(claim(store, "oauth", 1, "b")).isFalse();
        release(store, "oauth", "a");
        assertThat(claim(store, "oauth", 1, "b")).isTrue();
        assertThat(claim(store, "oauth", 1, "a")).isFalse();
    }

    @Test
    default void claimWhoseTimeHasRunOutGoesToAnother() {
        StoreUnderTest store = store();
        put(store, credential(KEY, "oauth", 1, "k"));
        claim(store, "oauth", 1, "a");
        store.expireLeases();
        assertThat(claim(store, "oauth", 1, "b")).isTrue();
        release(store, "oauth", "a");
        assertThat(claim(store, "oauth", 1, "c")).isFalse();
    }

    @Test
    default void claimNeedsTheVersionThatStands() {
        StoreUnderTest store = store();
        assertThat(claim(store, "oauth", 1, "a")).isFalse();
        put(store, credential(KEY, "oauth", 1, "k"));
        put(store, credential(KEY, "oauth", 2, "k"));
        assertThat(claim(store, "oauth", 1, "a")).isFalse();
        assertThat(claim(store, "oauth", 3, "a")).isFalse();
        assertThat(claim(store, "oauth", 2, "a")).isTrue();
    }

    @Test
    default void claimOutlivesThatTheRowIsWritten() {
        StoreUnderTest store = store();
        put(store, credential(KEY, "oauth", 1, "k"));
        claim(store, "oauth", 1, "a");
        put(store, credential(KEY, "oauth", 2, "k2"));
        assertThat(claim(store, "oauth", 2, "b")).isFalse();
        assertThat(claim(store, "oauth", 2, "a")).isTrue();
    }

    @Test
    @DisplayName("R02: of many threads exactly one claims")
    default void ofManyThreadsExactlyOneClaims() {
        StoreUnderTest store = store();
        put(store, credential(KEY, "oauth", 1, "k"));
        for (int round = 0; round < 3; round++) {
            Queue<String> winners = new ConcurrentLinkedQueue<>();
            List<ErrorCode> refusals = Threads.run(8, thread -> {
                if (claim(store, "oauth", 1, "thread " + thread)) {
                    winners.add("thread " + thread);
                }
            });
            assertThat(refusals).allSatisfy(code -> assertThat(code).isEqualTo(ErrorCode.STORE_CONFLICT));
            assertThat(winners).hasSize(1);
            store.expireLeases();
        }
    }

    @Test
    default void thoseUnderOtherKeysAreListedInBatchesInOrder() {
        StoreUnderTest store = store();
        List<StoredCredential> expected = new ArrayList<>();
        ConnectorKey sibling = new ConnectorKey(KEY.tenant(), ConnectorId.of("crm-2"));
        for (ConnectorKey key : List.of(KEY, sibling, OTHER_KEY)) {
            for (String field : List.of("B", "a", "b")) {
                StoredCredential row = credential(key, field, 1, field.equals("a") ? "k0" : "K1");
                put(store, row);
                expected.add(row);
            }
            put(store, credential(key, "c", 1, "k1"));
        }
        List<StoredCredential> found = new ArrayList<>();
        List<StoredCredential> batch = notUnder(store, Optional.empty());
        while (!batch.isEmpty()) {
            assertThat(batch).hasSizeLessThanOrEqualTo(2);
            found.addAll(batch);
            batch = notUnder(store, Optional.of(batch.get(batch.size() - 1)));
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    default void keyIdsAreThoseThatSomeRowNeeds() {
        StoreUnderTest store = store();
        assertThat(store.<Set<String>>get(
                        unit -> store.repositories().acrossTenants().credentialKeyIds(unit)))
                .isEmpty();
        put(store, credential(KEY, "a", 1, "k1"));
        put(store, credential(KEY, "b", 1, "K1"));
        put(store, credential(OTHER_KEY, "a", 1, "k2"));
        put(store, credential(OTHER_KEY, "a", 2, "k3"));
        assertThat(store.<Set<String>>get(
                        unit -> store.repositories().acrossTenants().credentialKeyIds(unit)))
                .containsExactlyInAnyOrder("k1", "K1", "k3");
    }

    private static List<StoredCredential> notUnder(StoreUnderTest store, Optional<StoredCredential> after) {
        return store.get(unit -> store.repositories().acrossTenants().credentialsNotUnder(unit, "k1", after, 2));
    }

    private static boolean put(StoreUnderTest store, StoredCredential row) {
        return store.get(unit -> store.repositories().credentials().put(unit, row));
    }

    private static Optional<StoredCredential> find(StoreUnderTest store, ConnectorKey key, String field) {
        return store.get(unit -> store.repositories().credentials().find(unit, key, field));
    }

    private static List<StoredCredential> list(StoreUnderTest store, ConnectorKey key) {
        return store.get(unit -> store.repositories().credentials().list(unit, key));
    }

    private static int delete(StoreUnderTest store, ConnectorKey key) {
        return store.get(unit -> store.repositories().credentials().delete(unit, key));
    }

    private static boolean claim(StoreUnderTest store, String field, long version, String owner) {
        return store.get(
                unit -> store.repositories().credentials().claimRefresh(unit, KEY, field, version, owner, CLAIM));
    }

    private static void release(StoreUnderTest store, String field, String owner) {
        store.run(unit -> store.repositories().credentials().releaseRefresh(unit, KEY, field, owner));
    }
}
