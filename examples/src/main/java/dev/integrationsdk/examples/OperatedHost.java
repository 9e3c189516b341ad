package dev.integrationsdk.examples;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.access.AccessPolicy;
import dev.integrationsdk.connector.Deployment;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.credential.EnvironmentSecrets;
import dev.integrationsdk.credential.SecretReference;
import dev.integrationsdk.credential.Secrets;
import dev.integrationsdk.event.EventKind;
import dev.integrationsdk.event.IntegrationEvent;
import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** A host whose connectors are kept in its database: who may do what, where secrets are, what the operator lays over. */
final class OperatedHost {
    static final TenantId ACME = TenantId.of("acme");
    /** Administers one customer. */
    static final Actor ADA = Actor.of("ada");
    /** Operates the platform, and administers no customer. */
    static final Actor OLGA = Actor.of("olga");

    static final HostTable CONTACTS = HostTable.ALL.get(1);

    private final HostDatabase database;
    private final Map<String, String> environment;
    private final Deployment deployment;
    private final IntegrationListener listener;

    /**
     * @param environment where secrets are
     * @param deployment what the operator says of connectors
     */
    OperatedHost(
            HostDatabase database,
            Map<String, String> environment,
            Deployment deployment,
            IntegrationListener listener) {
        this.database = database;
        this.environment = environment;
        this.deployment = deployment;
        this.listener = listener;
    }

    /** Starts a process whose stored secrets are encrypted under the first of these keys, and readable under all. */
    Integrations start(String primaryKey, String... furtherKeys) {
        Secrets secrets = Secrets.of(EnvironmentSecrets.builder()
                .environment(environment::get)
                .allow(ACME, "ACME_CRM_TOKEN")
                .allowOperator("CREDENTIAL_KEY_2026_01", "CREDENTIAL_KEY_2026_11")
                .build());
        EncryptionKeys.Builder keys = EncryptionKeys.builder().primary(primaryKey);
        addKey(keys, primaryKey, secrets);
        for (String id : furtherKeys) {
            addKey(keys, id, secrets);
        }
        JdbcRepositories repositories = JdbcRepositories.builder(database.dataSource())
                .schemaMode(SchemaMode.MIGRATE)
                .build();
        // tag::build[]
        return Integrations.builder(repositories, JdbcTransactionRunner.of(database.dataSource()))
                .handler(CONTACTS.system(), CONTACTS.entityType(), CONTACTS, CONTACTS.mapping())
                .access(AccessPolicy.ofOwnership((tenant, actor) -> actor.equals(tenant.isPlatform() ? OLGA : ADA)))
                .deployment(deployment)
                .secrets(secrets)
                .encryptionKeys(keys.build())
                .events(OperatedHost::removeRows)
                .listener(listener)
                .build();
        // end::build[]
    }

    // tag::removed[]
    /** The host's own rows go in the transaction in which the library says that the tenant is gone. */
    private static void removeRows(IntegrationEvent event, UnitOfWork unit) {
        if (event.kind() == EventKind.TENANT_REMOVED) {
            String sql = "DELETE FROM " + CONTACTS.name() + " WHERE tenant = ?";
            try (PreparedStatement delete = unit.unwrap(Connection.class).prepareStatement(sql)) {
                delete.setString(1, event.tenant().value());
                delete.executeUpdate();
            } catch (SQLException failure) {
                throw new IllegalStateException("the rows of a removed tenant could not be deleted", failure);
            }
        }
    }
    // end::removed[]

    private static void addKey(EncryptionKeys.Builder keys, String id, Secrets secrets) {
        String variable = "CREDENTIAL_KEY_" + id.replace('-', '_');
        keys.key(id, SecretReference.parse("env:" + variable), secrets);
    }

    long rows() throws SQLException {
        return database.rows(CONTACTS, ACME).size();
    }
}
