package dev.integrationsdk.examples;

import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.policy.ConflictPolicy;
import dev.integrationsdk.policy.EntityPolicy;
import dev.integrationsdk.policy.Side;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.testkit.FakeRemote;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/** Contacts that both sides change: fields are compared one by one, and what was written does not come back. */
public final class TwoWaySync {
    private final PersonHost host;
    private final PrintStream out;

    private TwoWaySync(PersonHost host, PrintStream out) {
        this.host = host;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        run(System.out);
    }

    static void run(PrintStream out) throws Exception {
        // tag::policy[]
        FieldMapping mapping = FieldMapping.builder()
                .field("fullname", "name")
                .field("email", "email")
                .build();
        EntityPolicy policy = EntityPolicy.ofDefaults()
                .withConflicts(ConflictPolicy.OWNER_WINS)
                .withOwner("name", Side.INTERNAL)
                .withOwner("email", Side.EXTERNAL);
        // end::policy[]
        try (PersonHost host = new PersonHost(mapping, policy, out)) {
            new TwoWaySync(host, out).sync();
        }
    }

    private void sync() throws SQLException {
        UUID ada = UUID.randomUUID();
        out.println("Ada is new here, and Bob is new there");
        host.save(ada, Map.of("name", "Ada", "email", "ada@example.com"));
        there("bob", Map.of("fullname", "Bob", "email", "bob@example.com"));
        cycle();
        host.run(ScanKind.INCREMENTAL);

        String id = adasId();
        out.println("Ada's name changes here, and her address there: both are kept");
        host.save(ada, Map.of("name", "Ada L."));
        there(id, Map.of("fullname", "Ada", "email", "ada@example.org"));
        cycle();
        host.show("ada@example.org", "fullname");

        out.println("Both change on both sides: the host owns the name, the remote the address");
        host.save(ada, Map.of("name", "Ada Lovelace", "email", "lovelace@example.com"));
        there(id, Map.of("fullname", "A. King", "email", "king@example.com"));
        cycle();
        host.show("king@example.com", "fullname");

        out.println("Nobody changes anything: nothing is written");
        int written = host.remote.pushes().size();
        cycle();
        cycle();
        out.println("  " + (host.remote.pushes().size() - written) + " writes");
    }

    // tag::cycle[]
    /** First what the remote says, so that a conflict is met before anything is written. */
    private void cycle() {
        host.run(ScanKind.INCREMENTAL);
        host.run(ScanKind.PUSH);
    }
    // end::cycle[]

    private void there(String id, Map<String, String> attributes) {
        host.remote.put(FakeRemote.CONTACT, id, Attributes.of(attributes));
    }

    private String adasId() {
        return host.remote.records(FakeRemote.CONTACT).entrySet().stream()
                .filter(record -> record.getValue().text("email").orElse("").startsWith("ada"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
