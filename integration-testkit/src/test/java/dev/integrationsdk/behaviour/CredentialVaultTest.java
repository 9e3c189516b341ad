package dev.integrationsdk.behaviour;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.credential.CredentialVault;
import dev.integrationsdk.internal.credential.KeptSecrets;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.StoredCredential;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.InMemoryStore.CommitFault;
import dev.integrationsdk.testkit.TurnableClock;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CredentialVaultTest {
    private static final String FIELD = "oauth";
    private static final ConnectorKey ACME = key("acme");
    private static final ConnectorKey GLOBEX = key("globex");

    private final TurnableClock clock = TurnableClock.create();
    private final InMemoryStore store = new InMemoryStore(clock);
    private final CredentialVault vault = vault("a", "a");

    @Test
    void whatIsPutIsReadAndNothingOfItIsInTheRow() {
        assertThat(put(vault, ACME, 0, "canary-1")).map(KeptSecrets::version).contains(1L);
        assertThat(read(vault, ACME)).map(KeptSecrets::secrets).contains(secrets("canary-1"));
        assertThat(new String(row(ACME).envelope(), StandardCharsets.ISO_8859_1))
                .doesNotContain("canary");
        assertThat(row(ACME) + " " + read(vault, ACME) + " " + new CredentialVault.Write(secrets("canary-1"), 0))
                .doesNotContain("canary")
                .contains("token");
    }

    @Test
    void writeOverAnotherVersionIsRefused() {
        put(vault, ACME, 0, "one");
        assertThat(put(vault, ACME, 0, "two")).isEmpty();
        assertThat(put(vault, ACME, 2, "two")).isEmpty();
        assertThat(put(vault, ACME, 1, "two")).map(KeptSecrets::version).contains(2L);
        assertThat(read(vault, ACME)).map(KeptSecrets::secrets).contains(secrets("two"));
    }

    @Test
    void erasedOneIsNotBroughtBackByALateWriter() {
        put(vault, ACME, 0, "one");
        assertThat(store.<Integer>inTransaction(unit -> vault.erase(unit, ACME)))
                .isEqualTo(1);
        assertThat(put(vault, ACME, 1, "late")).isEmpty();
        assertThat(read(vault, ACME)).isEmpty();
    }

    @Test
    void ciphertextOfAnotherTenantIsRefusedAndNotOverwritten() {
        put(vault, ACME, 0, "acme");
        put(vault, GLOBEX, 0, "globex");
        StoredCredential swapped =
                new StoredCredential(ACME, FIELD, 1, "a", row(GLOBEX).envelope(), clock.instant());
        replaceBy(swapped);
        assertUnreadable(() -> read(vault, ACME));
        assertUnreadable(() -> put(vault, ACME, 1, "new"));
        assertThat(row(ACME)).isEqualTo(swapped);
        assertThat(read(vault, GLOBEX)).map(KeptSecrets::secrets).contains(secrets("globex"));
    }

    @Test
    void processWithoutTheKeyNeitherReadsNorOverwritesButMayErase() {
        put(vault, ACME, 0, "canary");
        CredentialVault other = vault("b", "b");
        StoredCredential standing = row(ACME);
        assertThat(assertUnreadable(() -> read(other, ACME))).hasMessageContaining("'a'");
        assertUnreadable(() -> put(other, ACME, 1, "new"));
        assertThat(row(ACME)).isEqualTo(standing);
        store.<Integer>inTransaction(unit -> other.erase(unit, ACME));
        assertThat(put(other, ACME, 0, "anew")).isPresent();
    }

    @Test
    void olderRowThatIsPutBackIsRefused() {
        put(vault, ACME, 0, "revoked");
        StoredCredential older = row(ACME);
        put(vault, ACME, 1, "present");
        replaceBy(older);
        assertThat(assertUnreadable(() -> read(vault, ACME))).hasMessageContaining("put it back");
        assertUnreadable(() -> put(vault, ACME, 1, "new"));
    }

    @Test
    void rowOfAFormerLifeThatIsPutBackIsRefused() {
        put(vault, ACME, 0, "former");
        StoredCredential former = row(ACME);
        store.<Integer>inTransaction(unit -> vault.erase(unit, ACME));
        put(vault, ACME, 0, "present");
        replaceBy(former);
        assertUnreadable(() -> read(vault, ACME));
    }

    @Test
    void connectorThatAnotherProcessConnectedAnewIsRead() {
        put(vault, ACME, 0, "one");
        put(vault, ACME, 1, "two");
        CredentialVault other = vault("a", "a");
        store.<Integer>inTransaction(unit -> other.erase(unit, ACME));
        put(other, ACME, 0, "anew");
        assertThat(read(vault, ACME)).map(KeptSecrets::secrets).contains(secrets("anew"));
    }

    @Test
    void writeThatIsRolledBackWasNotSeen() {
        put(vault, ACME, 0, "one");
        store.failNextCommit(CommitFault.LOST_BEFORE);
        assertThatThrownBy(() -> put(vault, ACME, 1, "lost")).isInstanceOf(IntegrationException.class);
        assertThat(read(vault, ACME)).map(KeptSecrets::secrets).contains(secrets("one"));
    }

    @Test
    void readerThatBeganBeforeAConnectorWasConnectedAnewDoesNotShutOthersOut() {
        CredentialVault late = vault("a", "a");
        put(vault, ACME, 0, "former");
        UnitOfWorkThatWaits open = new UnitOfWorkThatWaits();
        store.inTransaction(unit -> late.read(open.over(unit), ACME, FIELD));
        store.<Integer>inTransaction(unit -> vault.erase(unit, ACME));
        put(vault, ACME, 0, "present");
        read(late, ACME);
        open.commit();
        assertThat(read(late, ACME)).map(KeptSecrets::secrets).contains(secrets("present"));
    }

    private CredentialVault vault(String primary, String... ids) {
        return new CredentialVault(store.credentials(), keys(primary, ids), clock);
    }

    static EncryptionKeys keys(String primary, String... ids) {
        EncryptionKeys.Builder builder = EncryptionKeys.builder().primary(primary);
        for (String id : ids) {
            byte[] key = new byte[EncryptionKeys.KEY_BYTES];
            new Random(id.hashCode()).nextBytes(key);
            builder.key(id, key);
        }
        return builder.build();
    }

    private Optional<KeptSecrets> put(CredentialVault by, ConnectorKey key, long replaced, String token) {
        return store.inTransaction(
                unit -> by.put(unit, key, FIELD, new CredentialVault.Write(secrets(token), replaced)));
    }

    private Optional<KeptSecrets> read(CredentialVault by, ConnectorKey key) {
        return store.inTransaction(unit -> by.read(unit, key, FIELD));
    }

    private StoredCredential row(ConnectorKey key) {
        return store.inTransaction(unit -> store.credentials().find(unit, key, FIELD))
                .orElseThrow();
    }

    /** As somebody who can write to the table may do it. */
    private void replaceBy(StoredCredential row) {
        store.inTransaction(unit -> {
            store.credentials().delete(unit, row.connector());
            return store.credentials().put(unit, row);
        });
    }

    private static IntegrationException assertUnreadable(Runnable action) {
        IntegrationException[] thrown = new IntegrationException[1];
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(action::run)
                .satisfies(refusal -> thrown[0] = refusal);
        assertThat(thrown[0].code()).isEqualTo(ErrorCode.CREDENTIALS_UNREADABLE);
        assertThat(thrown[0].getMessage()).doesNotContain("canary");
        return thrown[0];
    }

    private static SortedMap<String, Secret> secrets(String token) {
        return new TreeMap<>(Map.of("token", Secret.of(token)));
    }

    private static ConnectorKey key(String tenant) {
        return new ConnectorKey(TenantId.of(tenant), ConnectorId.of("crm"));
    }

    /** Whose commit comes later than that of others. */
    private static final class UnitOfWorkThatWaits {
        private Runnable committed = () -> {};

        UnitOfWork over(UnitOfWork real) {
            return new UnitOfWork() {
                @Override
                public <T> T unwrap(Class<T> type) {
                    return real.unwrap(type);
                }

                @Override
                public void afterCommit(Runnable action) {
                    committed = action;
                }
            };
        }

        void commit() {
            committed.run();
        }
    }
}
