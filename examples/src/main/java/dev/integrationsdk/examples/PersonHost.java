package dev.integrationsdk.examples;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.access.AccessPolicy;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.policy.EntityPolicy;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.testkit.FakeRemote;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;

/** A host with a table of people in an H2 database, and a remote whose contacts they are. */
final class PersonHost implements AutoCloseable {
    static final TenantId ACME = TenantId.of("acme");
    static final Actor ADA = Actor.of("ada");
    static final ConnectorConfig CRM = ConnectorConfig.of(ACME, ConnectorId.of("crm"), FakeRemote.SYSTEM);

    final FakeRemote remote = new FakeRemote(Clock.systemUTC());
    final Integrations integrations;
    private final JdbcConnectionPool dataSource;
    private final TransactionRunner transactions;
    private final PrintStream out;

    PersonHost(FieldMapping mapping, EntityPolicy policy, PrintStream out) {
        this.out = out;
        dataSource =
                JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";INIT=" + PersonTable.CREATE, "", "");
        transactions = JdbcTransactionRunner.of(dataSource);
        JdbcRepositories repositories = JdbcRepositories.builder(dataSource)
                .schemaMode(SchemaMode.MIGRATE)
                .build();
        People people = new People();
        // tag::build[]
        integrations = Integrations.builder(repositories, transactions)
                .handler(FakeRemote.SYSTEM, FakeRemote.CONTACT, people, mapping)
                .feed(FakeRemote.SYSTEM, FakeRemote.CONTACT, people, Set.of("email"))
                .policy(FakeRemote.SYSTEM, FakeRemote.CONTACT, policy)
                .adapter(remote)
                .access(AccessPolicy.ofOwnership((tenant, actor) -> actor.equals(ADA)))
                .build();
        // end::build[]
        integrations.connectors().declare(CRM);
    }

    // tag::changed[]
    /** The host's own change, and the mark that says so, in one transaction. */
    void save(UUID person, Map<String, String> columns) {
        transactions.inTransaction(unit -> {
            try {
                PersonTable.write(unit.unwrap(Connection.class), person, Attributes.of(columns));
            } catch (SQLException failure) {
                throw new IllegalStateException("the person was not saved", failure);
            }
            integrations.pushes().changed(unit, CRM.scope(FakeRemote.CONTACT), List.of(person));
            return person;
        });
    }
    // end::changed[]

    void run(ScanKind kind) {
        JobRun run = integrations.run(CRM.stream(FakeRemote.CONTACT, kind));
        out.println("  " + kind + " " + run.status() + ", " + run.counts());
    }

    Map<UUID, Attributes> rows(String where, Object... values) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return PersonTable.rows(connection, where, values);
        }
    }

    void say(String text) {
        out.println(text);
    }

    /** Prints what both sides call the person with this address. */
    void show(String email, String remoteName) throws SQLException {
        rows("email = ?", email)
                .values()
                .forEach(row -> out.println("  here:  " + row.text("name").orElse("")));
        remote.records(FakeRemote.CONTACT).values().stream()
                .filter(record -> record.text("email").equals(Optional.of(email)))
                .forEach(record ->
                        out.println("  there: " + record.text(remoteName).orElse("")));
    }

    @Override
    public void close() {
        integrations.close();
        dataSource.dispose();
    }
}
