package dev.integrationsdk.behaviour;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.credential.RotationReport;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.credential.CredentialVault;
import dev.integrationsdk.internal.credential.KeptSecrets;
import dev.integrationsdk.internal.credential.KeyRotation;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.CredentialRepository;
import dev.integrationsdk.store.StoredCredential;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.InMemoryStore.CommitFault;
import dev.integrationsdk.testkit.TurnableClock;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyRotationTest {
    private static final String FIELD = "oauth";
    private static final int ROWS = 25;

    private final TurnableClock clock = TurnableClock.create();
    private final InMemoryStore store = new InMemoryStore(clock);
    private final CredentialVault former = vault("a", "a", "b");
    private final CredentialVault present = vault("b", "a", "b");

    @Test
    void everyRowEndsUnderThePrimaryKeyWithItsContent() {
        putAll(former);
        List<RotationReport> progress = new ArrayList<>();
        RotationReport report = rotation(present).rotate(10, progress::add);
        assertThat(report).isEqualTo(new RotationReport(ROWS, 0, 0, true));
        assertThat(progress).extracting(RotationReport::reencrypted).containsExactly(10L, 20L, 25L);
        assertAllReadable(vault("b", "b"));
        assertThat(rotation(present).rotate(10, progress::add)).isEqualTo(new RotationReport(0, 0, 0, true));
    }

    @Test
    void rotationThatDiedInTheMiddleIsGoneOnWith() {
        putAll(former);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> rotation(present).rotate(7, report -> {
                    if (report.reencrypted() == 14) {
                        throw new IllegalStateException("killed");
                    }
                }));
        assertAllReadable(vault("a", "a", "b"));
        assertThat(rotation(vault("b", "a", "b")).rotate(7, report -> {}))
                .isEqualTo(new RotationReport(ROWS - 14, 0, 0, true));
        assertAllReadable(vault("b", "b"));
    }

    @Test
    void lostCommitChangesNothingInTheEnd() {
        for (CommitFault fault : new CommitFault[] {CommitFault.LOST_BEFORE, CommitFault.LOST_AFTER}) {
            putAll(former);
            store.failNextCommit(fault);
            assertThat(rotation(present).rotate(7, report -> {}).complete()).isTrue();
            assertAllReadable(vault("b", "b"));
            eraseAll();
        }
    }

    @Test
    void interruptedRotationStopsAfterTheBatchInHand() {
        putAll(former);
        RotationReport report =
                rotation(present).rotate(10, progress -> Thread.currentThread().interrupt());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(report).isEqualTo(new RotationReport(10, 0, 0, false));
    }

    @Test
    void rowThatCannotBeReadStaysAsItIsAndTheOthersGoOn() {
        putAll(former);
        eraseOne(key(3));
        putOne(vault("lost", "lost"), key(3), 0, "canary");
        StoredCredential lost = row(key(3));
        assertThat(rotation(present).rotate(4, report -> {})).isEqualTo(new RotationReport(ROWS - 1, 1, 0, true));
        assertThat(row(key(3))).isEqualTo(lost);
    }

    @Test
    void nodeWithoutAKeyThatARowNeedsDoesNotStart() {
        putAll(former);
        rotation(vault("a", "a")).requireKeys();
        putOne(present, key(99), 0, "x");
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> rotation(vault("c", "c")).requireKeys())
                .withMessageContaining("[a, b]")
                .withMessageContaining("[c]")
                .extracting(IntegrationException::code)
                .isEqualTo(ErrorCode.CREDENTIALS_UNREADABLE);
    }

    /** Nodes with the key ring of before and after, as during a roll-out. */
    @Test
    void rotationOnTwoNodesLosesNoWriteOfAThird() throws Exception {
        putAll(former);
        AtomicBoolean rotated = new AtomicBoolean();
        ExecutorService nodes = Executors.newFixedThreadPool(3);
        try {
            CredentialVault writer = vault("a", "a", "b");
            Future<Integer> writes = nodes.submit(() -> {
                int round = 0;
                do {
                    round++;
                    for (int i = 0; i < ROWS; i++) {
                        renew(writer, key(i), "round " + round + " of " + i);
                    }
                } while (!rotated.get());
                return round;
            });
            Future<RotationReport> one = nodes.submit(() -> rotation(present).rotate(3, report -> {}));
            Future<RotationReport> two =
                    nodes.submit(() -> rotation(vault("b", "a", "b")).rotate(4, report -> {}));
            one.get(30, TimeUnit.SECONDS);
            two.get(30, TimeUnit.SECONDS);
            rotated.set(true);
            int last = writes.get(30, TimeUnit.SECONDS);
            rotation(present).rotate(10, report -> {});
            CredentialVault after = vault("b", "b");
            for (int i = 0; i < ROWS; i++) {
                assertThat(token(after, key(i))).isEqualTo("round " + last + " of " + i);
            }
        } finally {
            nodes.shutdownNow();
        }
    }

    @Test
    void writeBetweenTheReadingAndTheWritingOfTheRotationIsKept() {
        putOne(former, key(0), 0, "former");
        AtomicBoolean written = new AtomicBoolean();
        CredentialRepository raced = (CredentialRepository) Proxy.newProxyInstance(
                CredentialRepository.class.getClassLoader(),
                new Class<?>[] {CredentialRepository.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("put") && !written.getAndSet(true)) {
                        former.put((UnitOfWork) arguments[0], key(0), FIELD, write("renewed", 1));
                    }
                    return method.invoke(store.credentials(), arguments);
                });
        CredentialVault late = new CredentialVault(raced, CredentialVaultTest.keys("b", "a", "b"), clock);
        assertThat(rotation(late).rotate(10, report -> {})).isEqualTo(new RotationReport(1, 0, 0, true));
        assertThat(row(key(0)).keyId()).isEqualTo("b");
        assertThat(token(vault("b", "b"), key(0))).isEqualTo("renewed");
    }

    private static CredentialVault.Write write(String token, long replaced) {
        return new CredentialVault.Write(Map.of("token", Secret.of(token)), replaced);
    }

    /** As whoever refreshes a token does it: what was read is what is replaced. */
    private void renew(CredentialVault by, ConnectorKey key, String token) {
        while (true) {
            long standing = store.inTransaction(unit -> by.read(unit, key, FIELD))
                    .orElseThrow()
                    .version();
            if (putOne(by, key, standing, token).isPresent()) {
                return;
            }
        }
    }

    private CredentialVault vault(String primary, String... ids) {
        return new CredentialVault(store.credentials(), CredentialVaultTest.keys(primary, ids), clock);
    }

    private KeyRotation rotation(CredentialVault vault) {
        return new KeyRotation(vault, store, store);
    }

    private void putAll(CredentialVault by) {
        for (int i = 0; i < ROWS; i++) {
            putOne(by, key(i), 0, "token " + i);
        }
    }

    private Optional<KeptSecrets> putOne(CredentialVault by, ConnectorKey key, long replaced, String token) {
        return store.inTransaction(unit -> by.put(unit, key, FIELD, write(token, replaced)));
    }

    private void eraseAll() {
        for (int i = 0; i < ROWS; i++) {
            eraseOne(key(i));
        }
    }

    private void eraseOne(ConnectorKey key) {
        store.<Integer>inTransaction(unit -> former.erase(unit, key));
    }

    private void assertAllReadable(CredentialVault by) {
        for (int i = 0; i < ROWS; i++) {
            assertThat(token(by, key(i))).isEqualTo("token " + i);
        }
    }

    private String token(CredentialVault by, ConnectorKey key) {
        return store.inTransaction(unit -> by.read(unit, key, FIELD))
                .flatMap(kept -> kept.find("token"))
                .orElseThrow()
                .reveal();
    }

    private StoredCredential row(ConnectorKey key) {
        return store.inTransaction(unit -> store.credentials().find(unit, key, FIELD))
                .orElseThrow();
    }

    private static ConnectorKey key(int number) {
        return new ConnectorKey(TenantId.of("tenant-" + number % 5), ConnectorId.of("crm-" + number));
    }
}
