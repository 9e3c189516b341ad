package dev.integrationsdk.examples;

import dev.integrationsdk.mapping.ChoiceTable;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.mapping.FieldRule;
import dev.integrationsdk.mapping.MappingDirection;
import dev.integrationsdk.policy.ConflictPolicy;
import dev.integrationsdk.policy.EntityPolicy;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.review.Reviews;
import dev.integrationsdk.review.Verdict.Choice;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.testkit.FakeRemote;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import static dev.integrationsdk.examples.PersonHost.ACME;
import static dev.integrationsdk.examples.PersonHost.ADA;

/** What the library asks people, and what follows from their answers. */
public final class ConflictAndReview {
    private ConflictAndReview() {}

    public static void main(String[] args) throws Exception {
        run(System.out);
    }

    static void run(PrintStream out) throws Exception {
        // tag::ask[]
        FieldMapping mapping = FieldMapping.builder()
                .field("name", "name")
                .field("email", "email")
                .rule(FieldRule.of("role", "role")
                        .with(ChoiceTable.empty()
                                .with("Admin", "ADMIN")
                                .with("Reader", "READER")
                                .takingUnknownAs("READER"))
                        .going(MappingDirection.PULL))
                .build();
        EntityPolicy policy = EntityPolicy.ofDefaults().withConflicts(ConflictPolicy.ASK);
        // end::ask[]
        try (PersonHost host = new PersonHost(mapping, policy, out)) {
            day(host);
        }
    }

    private static void day(PersonHost host) throws SQLException {
        host.say("Six people, one of whom is a Chief");
        List<String> roles = List.of("Admin", "Chief", "Reader", "Reader", "Reader", "Reader");
        IntStream.range(0, 6).forEach(i -> there(host, i, "Person " + i, roles.get(i)));
        host.run(ScanKind.FULL);
        decideAll(host, Choice.ALWAYS_MAP_TO, Optional.of("EDITOR"));
        host.run(ScanKind.FULL);

        host.say("Both sides rename the same person");
        UUID fifth = host.rows("email = ?", "5@example.com").keySet().iterator().next();
        host.save(fifth, Map.of("name", "Named here"));
        there(host, 5, "Named there", "Reader");
        host.run(ScanKind.INCREMENTAL);
        decideAll(host, Choice.REJECT, Optional.empty());
        host.run(ScanKind.PUSH);
        host.show("5@example.com", "name");

        host.say("The only administrator is deleted over there");
        host.remote.delete(FakeRemote.CONTACT, "p0");
        host.run(ScanKind.INCREMENTAL);
        decideAll(host, Choice.REJECT, Optional.empty());

        host.say("Three more are not listed any more");
        List.of("p1", "p2", "p3").forEach(id -> host.remote.vanish(FakeRemote.CONTACT, id));
        host.run(ScanKind.FULL);
        decideAll(host, Choice.APPROVE, Optional.empty());
        host.say("  " + host.rows("TRUE").size() + " rows are left");
    }

    private static void there(PersonHost host, int number, String name, String role) {
        String email = number + "@example.com";
        Attributes person = Attributes.of(Map.of("name", name, "email", email, "role", role));
        host.remote.put(FakeRemote.CONTACT, "p" + number, person);
    }

    // tag::decide[]
    private static void decideAll(PersonHost host, Choice choice, Optional<String> target) {
        Reviews reviews = host.integrations.reviews();
        for (ReviewItem item : reviews.list(ADA, ACME, ReviewStatus.OPEN, Optional.empty(), 100)) {
            host.say("  " + item.kind() + ": " + item.summary());
            ReviewItem decided = reviews.decide(ADA, ACME, item.id(), choice, target, "looked at it");
            host.say("  decided " + choice + ": " + decided.status());
        }
    }
    // end::decide[]
}
