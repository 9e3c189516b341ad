package dev.integrationsdk.examples;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.testkit.hubspot.SimulatedPortal;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The main job from end to end: two tenants, each with a HubSpot and a directory, 20,000 records into a host's own
 * tables, changes, a killed process, a bad record, and the proof that both sides agree.
 *
 * <p>With {@code HUBSPOT_ACCESS_TOKEN} or {@code LDAP_URL} in the environment it reads that real system instead.
 */
public final class MainJob {
    private static final EntityType CONTACT = EntityType.of("contact");
    private static final EntityType COMPANY = EntityType.of("company");

    private final Options options;
    private final Remotes remotes;
    private final PrintStream out;

    private MainJob(Options options, Remotes remotes, PrintStream out) {
        this.options = options;
        this.remotes = remotes;
        this.out = out;
    }

    /** Exits with 0 if both sides agree, with 1 if they do not, with 2 if it was asked for something it cannot do. */
    public static void main(String[] args) throws Exception {
        int code = run(System.out, args);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(PrintStream out, String... args) throws Exception {
        Options options;
        Remotes remotes;
        try {
            options = Options.parse(args);
            remotes = Remotes.open(System.getenv(), options.scale());
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage());
            return 2;
        }
        try (remotes) {
            return new MainJob(options, remotes, out).run() ? 0 : 1;
        }
    }

    private boolean run() throws Exception {
        boolean simulated = remotes.areSimulated();
        say("Host database: " + options.databaseUrl());
        try (Host host = open()) {
            say("Pull everything" + (simulated ? " from two tenants' simulated systems" : ", read-only"));
            pullAll(host, table -> ScanKind.FULL);
            if (simulated) {
                changeSome();
                say("Change some records over there, and pull the difference");
                pullAll(host, MainJob::difference);
            }
        }
        if (simulated) {
            killARunInTheMiddle();
        }
        try (Host host = open()) {
            if (simulated) {
                say("Run the same stream again: it goes on after the last committed page");
                host.run(contacts().connector().stream(CONTACT, ScanKind.INCREMENTAL));
                pushABadRecordThrough(host);
            }
            return conclude(host);
        }
    }

    private Host open() throws SQLException {
        return Host.open(options.databaseUrl(), remotes.connections(), new ConsoleProgress(out));
    }

    private void pullAll(Host host, Function<HostTable, ScanKind> kind) {
        for (Tenant tenant : remotes.connections()) {
            for (HostTable table : tablesOf(tenant)) {
                requireEnd(host.run(tenant.connector().stream(table.entityType(), kind.apply(table))));
            }
        }
    }

    /** Only HubSpot's adapter knows a difference; the directory is read in full, and what is the same is left alone. */
    private static ScanKind difference(HostTable table) {
        return table.system().equals(HostTable.HUBSPOT) ? ScanKind.INCREMENTAL : ScanKind.FULL;
    }

    private static List<HostTable> tablesOf(Tenant tenant) {
        return HostTable.ALL.stream()
                .filter(table -> table.system().equals(tenant.connector().system()))
                .toList();
    }

    private static void requireEnd(JobRun run) {
        if (run.status() != RunStatus.SUCCEEDED) {
            throw new IllegalStateException("run " + run.id() + " of " + run.stream() + " ended " + run.status()
                    + run.failure()
                            .map(why -> ": " + why.message() + " " + why.code().remedy())
                            .orElse(""));
        }
    }

    private void changeSome() throws Exception {
        SimulatedPortal acme = remotes.portal("acme");
        List<String> contacts = acme.records("contacts").stream()
                .map(record -> record.id())
                .limit(120)
                .toList();
        for (String id : contacts.subList(0, 100)) {
            acme.updateRecord("contacts", id, Map.of("phone", "+44 20 7946 0" + id.substring(id.length() - 3)));
        }
        acme.archive("contacts", contacts.get(100));
        acme.merge("contacts", contacts.get(101), contacts.get(102));
        acme.addGenerated("deals", 25, 99);
        String person = remotes.directory("globex")
                .entries("(objectClass=inetOrgPerson)")
                .get(0)
                .getDN();
        remotes.directory("globex")
                .modify(person, new Modification(ModificationType.REPLACE, "title", "Chief Integrator"));
    }

    private Tenant contacts() {
        return remotes.connections().stream()
                .filter(tenant -> tenant.id().value().equals("globex")
                        && tenant.connector().system().equals(HostTable.HUBSPOT))
                .findFirst()
                .orElseThrow();
    }

    private void killARunInTheMiddle() throws Exception {
        remotes.portal("globex").addGenerated("contacts", 3_000, 77);
        say("3,000 new contacts over there; another process pulls them and is killed after a committed page");
        Optional<Long> committed = KilledProcess.runAndKill(options.databaseUrl(), contacts(), CONTACT);
        say(committed
                .map(records -> "  killed (SIGKILL) after " + records + " records were committed")
                .orElse("  it came to its end before it could be killed"));
        if (committed.isEmpty()) {
            throw new IllegalStateException("the process could not be killed in the middle of its run");
        }
    }

    private void pushABadRecordThrough(Host host) {
        say("A company whose name does not fit the host's column, and one whose name does");
        SimulatedPortal acme = remotes.portal("acme");
        acme.addRecord("companies", Map.of("name", "x".repeat(300), "domain", "too-long.example"));
        acme.addRecord("companies", Map.of("name", "Fits Ltd", "domain", "fits.example"));
        Tenant tenant = remotes.connections().get(0);
        host.run(tenant.connector().stream(COMPANY, ScanKind.INCREMENTAL));
        EntityScope scope = tenant.connector().scope(COMPANY);
        for (DeadLetter letter : host.integrations().inspection(Actor.SYSTEM).deadLetters(scope, 10)) {
            out.println("  kept for repair: " + letter.externalId().orElseThrow() + ", " + letter.code() + ". "
                    + letter.code().remedy());
        }
    }

    private boolean conclude(Host host) throws Exception {
        say("What was done, and the proof that rows, mappings and remote records agree");
        FinalTable table = new FinalTable();
        for (Tenant tenant : remotes.connections()) {
            for (HostTable hostTable : tablesOf(tenant)) {
                EntityScope scope = tenant.connector().scope(hostTable.entityType());
                Proof proof = Proof.of(host, hostTable, scope, RemoteValues.of(remotes, hostTable, scope));
                table.add(scope, host.integrations().inspection(Actor.SYSTEM).runs(scope, 100), proof);
            }
        }
        table.print(out);
        if (options.jsonFile().isPresent()) {
            table.write(options.jsonFile().get());
        }
        say(table.allAgree() ? "Both sides agree." : "The two sides DIFFER.");
        return table.allAgree();
    }

    private void say(String text) {
        out.println(text);
    }
}
