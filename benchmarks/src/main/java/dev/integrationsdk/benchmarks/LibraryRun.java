package dev.integrationsdk.benchmarks;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.adapters.hubspot.HubSpotConnectorProvider;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.ChangeKind;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ours: the library with its defaults, and a handler that writes a page's rows in one batch. */
final class LibraryRun implements Contender {
    private static final SystemCode HUBSPOT = SystemCode.of(HubSpotConnectorProvider.SYSTEM_CODE);
    private static final EntityType CONTACT = EntityType.of("contact");
    private static final FieldMapping MAPPING = FieldMapping.builder()
            .field("email", "email")
            .field("firstname", "first_name")
            .field("lastname", "last_name")
            .field("phone", "phone")
            .build();

    @Override
    public String name() {
        return "ours";
    }

    @Override
    public Session open(BenchmarkDatabase database, RemoteAccount account) {
        Integrations integrations = Integrations.builder(
                        database.repositories(), JdbcTransactionRunner.of(database.dataSource()))
                .adapter(new HubSpotConnectorProvider())
                .handler(HUBSPOT, CONTACT, LibraryRun::apply, MAPPING)
                .credentials(connector -> CredentialSet.token(account.token()))
                .build();
        ConnectorConfig crm = ConnectorConfig.of(TenantId.of("acme"), ConnectorId.of("crm"), HUBSPOT)
                .withSetting(HubSpotConnectorProvider.BASE_URL, account.baseUrl())
                .onPremise();
        integrations.connectors().declare(crm);
        return new Pulls(integrations, crm.stream(CONTACT, ScanKind.FULL));
    }

    private static Answers apply(List<InboundChange> changes, UnitOfWork unit) throws SQLException {
        String tenant = changes.get(0).scope().tenant().value();
        try (HostContacts host = new HostContacts(unit.unwrap(Connection.class), tenant)) {
            Answers answers = Answers.allApplied();
            for (InboundChange change : changes) {
                if (change.kind() != ChangeKind.UPSERTED) {
                    answers.rejected(change, "nothing is deleted in this benchmark");
                } else if (change.isNew()) {
                    host.insert(change.internalId(), new ChangedRow(change));
                } else {
                    host.update(change.internalId(), new ChangedRow(change));
                }
            }
            host.flush();
            return answers;
        }
    }

    /** A change as the host's row. */
    private record ChangedRow(InboundChange change) implements HostContacts.Row {
        @Override
        public @Nullable String email() {
            return text("email");
        }

        @Override
        public @Nullable String firstName() {
            return text("first_name");
        }

        @Override
        public @Nullable String lastName() {
            return text("last_name");
        }

        @Override
        public @Nullable String phone() {
            return text("phone");
        }

        private @Nullable String text(String name) {
            return change.attributes().text(name).orElse(null);
        }
    }

    private record Pulls(Integrations integrations, StreamId stream) implements Session {
        @Override
        public void pull() {
            JobRun run = integrations.run(stream);
            if (run.status() != RunStatus.SUCCEEDED) {
                throw new IllegalStateException("the run ended as " + run.status() + ": " + run.failure());
            }
        }

        @Override
        public void close() {
            integrations.close();
        }
    }
}
