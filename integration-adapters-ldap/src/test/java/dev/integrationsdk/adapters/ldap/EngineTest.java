package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.TurnableClock;
import dev.integrationsdk.testkit.ldap.DirectorySimulator;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The adapter under the engine, with groups fetched ahead on another thread. */
final class EngineTest {
    private static final int USERS = 1_203;

    private final Map<UUID, String> rows = new ConcurrentHashMap<>();
    private DirectorySimulator directory;
    private Integrations integrations;
    private ConnectorConfig connector;

    @BeforeEach
    void open() throws LDAPException {
        directory = DirectorySimulator.startGenerated(USERS, 3, 7);
        connector = ConnectorConfig.of(TenantId.of("acme"), ConnectorId.of("directory"), LdapConnectorProvider.SYSTEM)
                .withSetting(LdapConnectorProvider.URL, "ldap://" + directory.host() + ":" + directory.port())
                .withSetting(LdapConnectorProvider.BASE_DN, DirectorySimulator.BASE_DN)
                .withSetting(LdapConnectorProvider.START_TLS, "false")
                .withSetting(LdapConnectorProvider.ALLOW_PLAIN, "true")
                .onPremise();
        TurnableClock clock = TurnableClock.create();
        InMemoryStore store = new InMemoryStore(clock);
        EntityHandler handler = EntityHandler.each((change, unit) ->
                rows.put(change.internalId(), change.attributes().text("cn").orElseThrow()));
        integrations = Integrations.builder(store, store)
                .adapter(new LdapConnectorProvider())
                .handler(LdapConnectorProvider.SYSTEM, LdapConnectorProvider.USER, handler)
                .handler(LdapConnectorProvider.SYSTEM, LdapConnectorProvider.GROUP, handler)
                .credentials(tenantsConnector -> CredentialSet.userAndPassword(
                        DirectorySimulator.SERVICE_DN, DirectorySimulator.SERVICE_PASSWORD))
                .retryPolicy(RetryPolicy.ofDefaults().withDelays(Duration.ofMillis(1), Duration.ofMillis(2)))
                .clock(clock)
                .build();
        integrations.connectors().declare(connector);
    }

    @AfterEach
    void close() {
        integrations.close();
        directory.close();
    }

    @Test
    void everyUserBecomesOneRowAndASecondRunChangesNothing() {
        JobRun first = full(LdapConnectorProvider.USER);
        JobRun second = full(LdapConnectorProvider.USER);

        assertThat(first.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(first.counts().of(RecordState.CREATED)).isEqualTo(USERS);
        assertThat(second.counts().of(RecordState.UNCHANGED)).isEqualTo(USERS);
        assertThat(rows).hasSize(USERS);
    }

    @Test
    void groupsBecomeRows() {
        assertThat(full(LdapConnectorProvider.GROUP).counts().of(RecordState.CREATED))
                .isEqualTo(3);
    }

    @Test
    void aConnectionLostInTheMiddleCostsReadingAndNothingElse() {
        directory.faults().nextSearches(1).skipping(11).dropAfterEntries(40);

        JobRun run = full(LdapConnectorProvider.USER);

        assertThat(directory.faults().areUsedUp()).isTrue();
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(USERS);
        assertThat(run.counts().of(RecordState.UNCHANGED)).isPositive();
        assertThat(rows).hasSize(USERS);
    }

    private JobRun full(EntityType entityType) {
        return integrations.run(connector.stream(entityType, ScanKind.FULL));
    }
}
