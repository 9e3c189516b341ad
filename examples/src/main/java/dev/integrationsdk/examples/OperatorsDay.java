package dev.integrationsdk.examples;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.audit.AuditEntry;
import dev.integrationsdk.call.LimitUse;
import dev.integrationsdk.connector.ConnectorCheck;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Connectors;
import dev.integrationsdk.connector.Deployment;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.connector.VersionDifference;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.credential.RotationReport;
import dev.integrationsdk.event.IntegrationEvent;
import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.health.StreamFreshness;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.IntegrationLogEntry;
import dev.integrationsdk.store.LogWindow;
import dev.integrationsdk.testkit.hubspot.HubSpotSimulator;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import static dev.integrationsdk.examples.OperatedHost.ACME;
import static dev.integrationsdk.examples.OperatedHost.ADA;
import static dev.integrationsdk.examples.OperatedHost.OLGA;

/**
 * A day with a customer's connector: made, watched, its token and the encryption key rotated, a bad change rolled back,
 * paused, diagnosed, and its tenant removed. Against a simulated HubSpot and a database in memory.
 */
public final class OperatorsDay {
    private static final ConnectorKey KEY = new ConnectorKey(ACME, ConnectorId.of("crm"));
    private static final StreamId STREAM = ConnectorConfig.of(ACME, KEY.id(), HostTable.HUBSPOT).stream(
            OperatedHost.CONTACTS.entityType(), ScanKind.FULL);

    private final HubSpotSimulator remote;
    private final Map<String, String> environment;
    private final OperatedHost host;
    private final PrintStream out;
    private Integrations integrations;

    private OperatorsDay(HubSpotSimulator remote, Map<String, String> environment, OperatedHost host, PrintStream out) {
        this.remote = remote;
        this.environment = environment;
        this.host = host;
        this.out = out;
        this.integrations = host.start("2026-01");
    }

    public static void main(String[] args) throws Exception {
        run(System.out);
    }

    static void run(PrintStream out) throws Exception {
        Map<String, String> environment = new ConcurrentHashMap<>();
        environment.put("ACME_CRM_TOKEN", HubSpotSimulator.DEFAULT_TOKEN);
        environment.put("CREDENTIAL_KEY_2026_01", newKey());
        environment.put("CREDENTIAL_KEY_2026_11", newKey());
        List<String> events = new CopyOnWriteArrayList<>();
        IntegrationListener listener = new IntegrationListener() {
            @Override
            public void happened(IntegrationEvent event) {
                events.add(event.kind().name());
            }
        };
        Path file = Files.createTempFile("deployment", ".properties");
        try (HubSpotSimulator remote = HubSpotSimulator.builder().start();
                HostDatabase database = HostDatabase.open("jdbc:h2:mem:day-" + UUID.randomUUID())) {
            // The operator, and no customer, decides who may reach this machine's own network.
            Files.writeString(file, KEY + "/on-premise=true\n");
            remote.portal().addGenerated("contacts", 40, 1);
            OperatedHost host =
                    new OperatedHost(database, environment, Deployment.none().withFile(file), listener);
            OperatorsDay day = new OperatorsDay(remote, environment, host, out);
            try {
                day.pass();
            } finally {
                day.integrations.close();
            }
        } finally {
            Files.delete(file);
        }
        out.println("Events of the day: " + String.join(", ", events));
    }

    private static String newKey() {
        byte[] key = new byte[EncryptionKeys.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private void pass() throws Exception {
        refuseAWrongConfiguration();
        createAndRun();
        AuditEntry morning =
                integrations.audit().list(ADA, ACME, Long.MAX_VALUE, 1).get(0);
        rotateTheToken();
        rollBackABadChange();
        pauseAndResume();
        rotateTheKey();
        look();
        forbidden();
        audit(morning);
        removeTheTenant();
    }

    private void refuseAWrongConfiguration() {
        say("A configuration with four mistakes");
        ConnectorConfig wrong = ConnectorConfig.builder(ACME, KEY.id(), HostTable.HUBSPOT)
                .setting("base-url", "api.hubapi.com")
                .setting("api-version", "v9")
                .setting("password", "hunter2")
                .credential(Direction.PULL, CredentialSet.TOKEN, "ACME_CRM_TOKEN")
                .build();
        integrations.connectors().validate(ADA, wrong).forEach(problem -> say("  wrong: " + problem));
    }

    private ConnectorConfig config() {
        return ConnectorConfig.builder(ACME, KEY.id(), HostTable.HUBSPOT)
                .name("Acme's HubSpot")
                .setting("base-url", remote.baseUri().toString())
                .credential(Direction.PULL, CredentialSet.TOKEN, "env:ACME_CRM_TOKEN")
                .build();
    }

    private void createAndRun() {
        // tag::create[]
        Connectors connectors = integrations.connectors();
        ConnectorCheck check = connectors.check(ADA, config());
        StoredConnector created = connectors.create(ADA, config());
        // end::create[]
        check.findings().forEach(finding -> say("  checked: " + finding.subject() + ": " + finding.detail()));
        say("Created as revision " + created.current().revision() + ", "
                + created.current().status() + ", " + created.connection().state());
        run();
        connectors.enable(ADA, KEY);
        run();
        overlaid();
    }

    private void overlaid() {
        say("The deployment lays over it: "
                + integrations.connectors().effective(ADA, KEY).overlaid());
    }

    private void run() {
        JobRun run = integrations.run(RunRequest.of(STREAM).withRequestedBy(ADA));
        say("  " + run.stream() + " " + run.status() + ", " + run.counts()
                + run.failure().map(why -> " (" + why.message() + ")").orElse(""));
    }

    private void rotateTheToken() {
        say("The token is replaced over there, and a minute later here");
        remote.portal().replaceToken("pat-eu1-simulated-second");
        run();
        diagnose();
        environment.put("ACME_CRM_TOKEN", "pat-eu1-simulated-second");
        say("  checked again: "
                + integrations
                        .health()
                        .check(ADA, KEY)
                        .connection()
                        .orElseThrow()
                        .state());
        run();
    }

    private void diagnose() {
        integrations.health().diagnose(ADA, KEY).forEach(obstacle -> say("  in the way: " + obstacle));
    }

    private void rollBackABadChange() {
        say("A change whose remote does not answer is saved, since that might pass; it is rolled back");
        StoredConnector good = integrations.connectors().find(ADA, KEY);
        ConnectorConfig unreachable = good.current().config().withSetting("base-url", "http://127.0.0.1:1");
        integrations.connectors().update(ADA, unreachable, good.current().revision());
        diagnose();
        StoredConnector back =
                integrations.connectors().rollBack(ADA, KEY, good.current().revision());
        VersionDifference change =
                integrations.connectors().history(ADA, KEY, Long.MAX_VALUE, 1).get(0);
        say("  revision " + change.version().revision() + " by "
                + change.version().changedBy() + ": " + change.changes().get(0).field() + ", "
                + back.connection().state());
    }

    private void pauseAndResume() {
        integrations.connectors().pause(ADA, KEY, Direction.PULL, "stocktaking");
        run();
        integrations.connectors().resume(ADA, KEY, Direction.PULL);
        run();
    }

    private void rotateTheKey() {
        say("The token moves into the library, and the key it is encrypted under is rotated");
        integrations
                .keptCredentials()
                .put(
                        ADA,
                        KEY,
                        Direction.PULL,
                        Map.of(CredentialSet.TOKEN, Secret.of(remote.portal().token())));
        StoredConnector now = integrations.connectors().find(ADA, KEY);
        ConnectorConfig withoutReference = now.current().config().toBuilder()
                .credentials(Direction.PULL, Map.of())
                .build();
        integrations.connectors().update(ADA, withoutReference, now.current().revision());
        restart("2026-11", "2026-01");
        RotationReport report = integrations.keptCredentials().rotate(OLGA, progress -> {});
        say("  " + report.reencrypted() + " re-encrypted, " + report.unreadable() + " unreadable");
        restart("2026-11");
        environment.remove("CREDENTIAL_KEY_2026_01");
        run();
    }

    private void restart(String primaryKey, String... furtherKeys) {
        integrations.close();
        integrations = host.start(primaryKey, furtherKeys);
    }

    private void look() {
        for (StreamFreshness stream : integrations.health().status(ADA, KEY).streams()) {
            say("Health: " + stream.stream() + ", last run "
                    + stream.lastRun().map(run -> run.status().name()).orElse("none") + ", dead letters "
                    + stream.deadLetters());
        }
        for (LimitUse use : integrations.health().calls(ADA, KEY).limits()) {
            say("Limit " + use.limit() + ": " + use.used() + " used");
        }
        List<IntegrationLogEntry> calls = integrations.inspection(ADA).calls(KEY, LogWindow.latest(100));
        say("Calls: "
                + calls.stream()
                        .collect(Collectors.groupingBy(call -> call.outcome().status(), Collectors.counting())));
    }

    private void audit(AuditEntry morning) {
        // tag::audit[]
        List<AuditEntry> entries = integrations.audit().list(ADA, ACME, Long.MAX_VALUE, 100);
        AuditEntry.Act latest = entries.get(0).act();
        String wrong =
                integrations.audit().verify(ADA, ACME, Optional.of(morning)).orElse("intact");
        say("Audit: " + entries.size() + " entries, chain " + wrong + "; the latest: " + latest.actor() + " "
                + latest.action() + " " + latest.outcome());
        // end::audit[]
    }

    private void forbidden() {
        try {
            integrations.connectors().disable(Actor.of("mallory"), KEY);
        } catch (IntegrationException refused) {
            say("Mallory is told: " + refused.getMessage());
        }
    }

    private void removeTheTenant() throws Exception {
        long before = host.rows();
        long removed = integrations.tenants().remove(OLGA, ACME, soFar -> {});
        say("Tenant removed: " + (removed > 0 ? "the library's rows" : "nothing") + ", and " + (before - host.rows())
                + " of the host's; " + host.rows() + " left");
    }

    private void say(String text) {
        out.println(text);
    }
}
