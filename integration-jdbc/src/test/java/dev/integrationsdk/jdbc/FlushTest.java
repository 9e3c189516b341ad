package dev.integrationsdk.jdbc;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.jdbc.PersistenceUnit.Contact;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.Inspection;
import dev.integrationsdk.testkit.FakeConnector;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

import static dev.integrationsdk.testkit.FakeConnector.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

/** A host that writes through Hibernate, which keeps its statements back until it is flushed. */
@ParameterizedClass
@MethodSource("hibernate")
class FlushTest {
    private static final ConnectorConfig CONNECTOR =
            ConnectorConfig.of(TenantId.of("acme"), ConnectorId.of("crm"), FakeConnector.SYSTEM);

    private final FakeConnector remote = new FakeConnector();
    private final WatchedSource source;
    private final TransactionRunner transactions;
    private final Function<UnitOfWork, EntityManager> entities;

    FlushTest(RunnerOn runner) {
        source = runner.source();
        transactions = runner.on(source);
        EntityManager shared = SharedEntityManagerCreator.createSharedEntityManager(PersistenceUnit.on(source));
        entities = unit -> runner.kind() == RunnerKind.JPA ? unit.unwrap(EntityManager.class) : shared;
    }

    static Stream<RunnerOn> hibernate() {
        return RunnerOn.all().filter(runner -> runner.kind().isHibernate());
    }

    // tag::handler[]
    private Answers apply(List<InboundChange> changes, UnitOfWork unit) {
        EntityManager contacts = entities.apply(unit);
        for (InboundChange change : changes) {
            contacts.persist(new Contact(
                    change.internalId(), change.attributes().text("name").orElse("")));
        }
        return Answers.allApplied();
    }
    // end::handler[]

    @Test
    void constraintThatFailsOnlyAtFlushMakesExactlyThatRecordADeadLetter() {
        remote.page(contact(1, "Ann"), contact(2, "Ann"), contact(3, "Bea")).page(contact(4, "Cid"));

        JobRun run = run(this::apply);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(3);
        assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(1);
        assertThat(source.count("contact")).isEqualTo(3);
        assertThat(source.count("contact c JOIN integration_record_mapping m ON m.internal_id = c.id"))
                .isEqualTo(3);
        assertThat(source.count("integration_record_mapping")).isEqualTo(3);
        List<DeadLetter> letters =
                new Inspection(JdbcRepositories.of(source), transactions).deadLetters(CONNECTOR.scope(CONTACT), 9);
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).code()).isEqualTo(ErrorCode.HANDLER_FAILED);
        assertThat(letters.get(0).externalId()).contains(ExternalId.of("id-2"));
        assertThat(letters.get(0).message()).contains("must be unique").doesNotContain("Ann");
    }

    @Test
    void flushThatTheHandlerTriedAndSwallowedIsNotCommitted() {
        remote.page(contact(1, "Ann"), contact(2, "Ann"), contact(3, "Bea"));

        JobRun run = run((changes, unit) -> {
            Answers answers = apply(changes, unit);
            try {
                entities.apply(unit).flush();
            } catch (RuntimeException swallowed) {
                entities.apply(unit).clear();
            }
            return answers;
        });

        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(2);
        assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(1);
        assertThat(source.count("contact")).isEqualTo(2);
        assertThat(source.count("integration_record_mapping")).isEqualTo(2);
    }

    @Test
    void statementThatTheHandlerTriedAndSwallowedIsNotCommitted() {
        remote.page(contact(1, "Ann"), contact(2, "Bea"), contact(3, "Cid"));

        JobRun run = run(EntityHandler.each((change, unit) -> {
            apply(List.of(change), unit);
            if (change.externalId().equals(ExternalId.of("id-2"))) {
                try {
                    unit.unwrap(Handle.class).execute("INSERT INTO nowhere VALUES (1)");
                } catch (RuntimeException swallowed) {
                    assertThat(swallowed).hasCauseInstanceOf(SQLException.class);
                }
            }
        }));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(1);
        assertThat(source.count("contact")).isEqualTo(2);
    }

    private JobRun run(EntityHandler handler) {
        JdbcStore.dropLibraryTables(source);
        try (Integrations integrations = Integrations.builder(
                        JdbcRepositories.builder(source)
                                .schemaMode(SchemaMode.MIGRATE)
                                .build(),
                        transactions)
                .adapter(remote)
                .handler(FakeConnector.SYSTEM, CONTACT, handler)
                .build()) {
            integrations.connectors().declare(CONNECTOR);
            return integrations.run(CONNECTOR.stream(CONTACT, ScanKind.FULL));
        }
    }

    private static Change contact(int number, String name) {
        return Change.upserted(ExternalRecord.of(
                ExternalId.of("id-" + number),
                Attributes.builder().put("name", name).build()));
    }
}
