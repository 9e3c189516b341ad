package dev.integrationsdk.life;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.AuditEntry;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.Deployment;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.event.EventKind;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.LogWindow;
import dev.integrationsdk.testkit.InMemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.integrationsdk.life.ConnectorLifeTest.refused;
import static dev.integrationsdk.life.ShopHost.ACME;
import static dev.integrationsdk.life.ShopHost.ADA;
import static dev.integrationsdk.life.ShopHost.GLOBEX;
import static dev.integrationsdk.life.ShopHost.KEY;
import static dev.integrationsdk.life.ShopHost.OPERATOR;
import static dev.integrationsdk.life.ShopHost.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TenantTest {
    private final ShopHost host = new ShopHost();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void aTenantThatIsRemovedLeavesNothingAndTheOthersLoseNothing() {
        host.enabled();
        host.integrations.keptCredentials().put(ADA, KEY, Direction.PULL, Map.of("token", Secret.of("kept")));
        host.integrations.run(ShopHost.stream());
        Actor other = ShopHost.administrator(GLOBEX);
        ConnectorKey theirs = new ConnectorKey(GLOBEX, ConnectorId.of("web"));
        host.connectors().create(other, config(theirs));
        List<Long> progress = new ArrayList<>();

        long removed = host.integrations.tenants().remove(OPERATOR, ACME, progress::add);

        assertThat(removed).isGreaterThan(5);
        assertThat(progress).isSorted().last().isEqualTo(removed);
        assertThat(host.shop.cleaned).hasSize(1);
        assertThat(host.connectors().list(Actor.SYSTEM, ACME, ConnectorListing.first(9)))
                .isEmpty();
        assertThat(host.integrations.audit().list(Actor.SYSTEM, ACME, Long.MAX_VALUE, 9))
                .isEmpty();
        assertThat(host.integrations.inspection(Actor.SYSTEM).calls(KEY, LogWindow.latest(9)))
                .isEmpty();
        assertThat(host.integrations.inspection(Actor.SYSTEM).checkpoint(ShopHost.stream()))
                .isEmpty();
        refused(ErrorCode.UNKNOWN_CONNECTOR, () -> host.integrations.run(ShopHost.stream()));
        assertThat(host.connectors().find(other, theirs).key()).isEqualTo(theirs);
        assertThat(host.integrations.audit().list(OPERATOR, TenantId.PLATFORM, Long.MAX_VALUE, 1))
                .extracting(entry -> entry.act().action())
                .containsExactly(AuditAction.TENANT_REMOVED);
        assertThat(host.kinds()).endsWith(EventKind.TENANT_REMOVED);
        assertThat(host.integrations.tenants().remove(OPERATOR, ACME, progress::add))
                .isZero();
    }

    @Test
    void aRunInHandStopsAndWritesNothingMore() {
        host.enabled();
        host.shop.duringCall = () -> {
            host.shop.duringCall = () -> {};
            host.integrations.tenants().remove(OPERATOR, ACME, removed -> {});
        };

        JobRun run = host.integrations.run(ShopHost.stream());

        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(host.integrations.inspection(Actor.SYSTEM).checkpoint(ShopHost.stream()))
                .isEmpty();
        assertThat(host.integrations.inspection(Actor.SYSTEM).runs(config().scope(Shop.ORDER), 9))
                .isEmpty();
        assertThat(host.integrations.inspection(Actor.SYSTEM).calls(KEY, LogWindow.latest(9)))
                .isEmpty();
    }

    @Test
    void thePlatformIsNoTenantAndItsConnectorsReachNobodysSecrets() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> host.integrations.tenants().remove(OPERATOR, TenantId.PLATFORM, removed -> {}));
        ConnectorKey platforms = new ConnectorKey(TenantId.PLATFORM, ConnectorId.of("web"));
        host.variables.put("ACME_TOKEN", "first");

        refused(
                ErrorCode.INVALID_CONFIGURATION,
                () -> host.connectors()
                        .create(
                                OPERATOR,
                                config(platforms).toBuilder()
                                        .credential("token", "env:ACME_TOKEN")
                                        .build()));
        host.connectors().create(OPERATOR, config(platforms));
        refused(ErrorCode.UNKNOWN_CONNECTOR, () -> host.connectors().find(ADA, platforms));
        refused(ErrorCode.UNKNOWN_CONNECTOR, () -> {
            host.created();
            host.connectors().find(OPERATOR, KEY);
        });
    }

    /** More of them than are checked at once. */
    @Test
    void afterARestoreThoseThatCannotBeCheckedKeepNoneFromBeingChecked(@TempDir Path folder) throws IOException {
        StringBuilder wrong = new StringBuilder();
        for (int number = 0; number < 1_000; number++) {
            ConnectorKey key = new ConnectorKey(ACME, ConnectorId.of("web-" + number));
            host.connectors().create(ADA, config(key));
            host.connectors().enable(ADA, key);
            wrong.append(key).append("/poll-interval=never\n");
        }
        host.clock.turn(Duration.ofMinutes(1));
        host.enabled();
        host.clock.turn(Duration.ofMinutes(1));
        Path file = Files.writeString(folder.resolve("wrong.properties"), wrong);
        int calls = host.shop.calls.get();
        try (Integrations deployed = Integrations.builder(host.store, host.store)
                .adapter(host.shop)
                .encryptionKeys(ShopHost.keys())
                .deployment(Deployment.none().withFile(file))
                .clock(host.clock)
                .build()) {
            assertThat(deployed.tenants().restored(Actor.SYSTEM).checked()).isEqualTo(1);
        }

        assertThat(host.shop.calls.get()).isGreaterThan(calls);
    }

    @Test
    void afterARestoreNobodyFromBeforeCanWrite() {
        host.enabled();
        host.shop.duringCall = () -> {
            host.shop.duringCall = () -> {};
            host.integrations.tenants().restored(OPERATOR);
        };

        JobRun left = host.integrations.run(ShopHost.stream());

        assertThat(left.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(host.integrations.inspection(Actor.SYSTEM).checkpoint(ShopHost.stream()))
                .isEmpty();
        assertThat(host.integrations.run(ShopHost.stream()).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void whatTheHostCannotKeepDoesNotHappenAndIsNotAudited() {
        host.created();
        int audited = audit().size();
        host.onEvent = () -> {
            throw new IllegalStateException("no room for events");
        };

        assertThatIllegalStateException().isThrownBy(() -> host.connectors().enable(ADA, KEY));

        assertThat(host.stored().isEnabled()).isFalse();
        assertThat(audit()).hasSize(audited);
        assertThat(host.kinds()).doesNotContain(EventKind.CONNECTOR_ENABLED);
    }

    @Test
    void aCommitOfUnknownOutcomeIsLookedForAndNothingIsAuditedTwice() {
        host.created();
        int audited = audit().size();
        host.onEvent = () -> {
            host.onEvent = () -> {};
            host.store.failNextCommit(InMemoryStore.CommitFault.LOST_AFTER);
        };

        assertThat(host.connectors().enable(ADA, KEY).isEnabled()).isTrue();

        assertThat(host.stored().current().revision()).isEqualTo(2);
        assertThat(audit()).hasSize(audited + 1);
    }

    private List<AuditEntry> audit() {
        return host.integrations.audit().list(ADA, ACME, Long.MAX_VALUE, 100);
    }

    @Test
    void theAuditIsAChainThatShowsWhatWasCutOff() {
        host.enabled();
        AuditEntry last = audit().get(0);
        assertThat(host.integrations.audit().verify(ADA, ACME, Optional.of(last)))
                .isEmpty();

        AuditEntry later = AuditEntry.after(last.number(), last.hash(), last.act());

        assertThat(host.integrations.audit().verify(ADA, ACME, Optional.of(later)))
                .hasValueSatisfying(wrong -> assertThat(wrong).contains("entry " + later.number(), "missing"));
    }
}
