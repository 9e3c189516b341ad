package dev.integrationsdk.bothways;

import dev.integrationsdk.mapping.ChoiceTable;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.mapping.FieldRule;
import dev.integrationsdk.policy.DeletePolicy;
import dev.integrationsdk.policy.EntityPolicy;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.review.Verdict.Choice;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.testkit.FakeRemote;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What people are asked, and that deciding finishes the work. */
class ReviewTest {
    private PeopleHost host = new PeopleHost();

    @AfterEach
    void close() {
        host.close();
    }

    private void with(PeopleHost other) {
        host.close();
        host = other;
    }

    private List<ReviewItem> open() {
        return host.integrations
                .reviews()
                .list(PeopleHost.ADA, PeopleHost.ACME, ReviewStatus.OPEN, Optional.empty(), 10);
    }

    private ReviewItem decide(Choice choice, Optional<String> target) {
        return host.integrations
                .reviews()
                .decide(PeopleHost.ADA, PeopleHost.ACME, open().get(0).id(), choice, target, "because");
    }

    private UUID row(String name, String email) {
        return host.save(UUID.randomUUID(), PeopleHost.person(name, email));
    }

    @Test
    void severalMatchesWaitForAPersonWhoNamesTheRow() {
        UUID first = row("A", "ada@example.com");
        row("B", "ada@example.com");
        host.remote.put(FakeRemote.CONTACT, "there", PeopleHost.person("Ada", "ada@example.com"));

        JobRun run = host.full();

        assertThat(run.counts().of(RecordState.IN_REVIEW)).isEqualTo(1);
        assertThat(host.rows).hasSize(2);
        assertThat(open()).singleElement().satisfies(item -> {
            assertThat(item.kind()).isEqualTo(ReviewKind.SEVERAL_MATCHES);
            assertThat(item.detail("rows")).hasSize(2);
        });
        ReviewItem decided = decide(Choice.MAP_TO, Optional.of(first.toString()));
        assertThat(decided.status()).isEqualTo(ReviewStatus.CLOSED);
        assertThat(host.attributes(first).get("name")).contains("Ada");
        assertThat(host.rows).hasSize(2);
        assertThat(host.full().counts().of(RecordState.UNCHANGED)).isEqualTo(1);
    }

    @Test
    void severalMatchesCanBeANewRowOrNone() {
        row("A", "ada@example.com");
        row("B", "ada@example.com");
        host.remote.put(FakeRemote.CONTACT, "there", PeopleHost.person("Ada", "ada@example.com"));
        host.full();
        decide(Choice.APPROVE, Optional.empty());
        assertThat(host.rows).hasSize(3);

        host.remote.put(FakeRemote.CONTACT, "other", PeopleHost.person("Ada", "ada@example.com"));
        host.full();
        assertThat(decide(Choice.REJECT, Optional.empty()).status()).isEqualTo(ReviewStatus.CLOSED);
        assertThat(host.rows).hasSize(3);
    }

    @Test
    void aRowOfAnotherRecordIsNotTakenWithoutAPerson() {
        host.remote.put(FakeRemote.CONTACT, "one", PeopleHost.person("Ada", "ada@example.com"));
        host.full();
        host.remote.put(FakeRemote.CONTACT, "two", PeopleHost.person("Ada too", "ada@example.com"));

        host.full();

        assertThat(open())
                .singleElement()
                .satisfies(item -> assertThat(item.kind()).isEqualTo(ReviewKind.TAKEN_ROW));
        decide(Choice.APPROVE, Optional.empty());
        assertThat(host.names()).containsExactlyInAnyOrder("Ada", "Ada too");
    }

    @Test
    void aRowThatIsAnotherOnesRecordOverThereIsHeldAndLinkedToNothing() {
        host.remote.put(FakeRemote.CONTACT, "there", PeopleHost.person("Ada", "ada@example.com"));
        host.full();
        UUID second = row("Ada too", "ada@example.com");
        host.mark(second);

        assertThat(host.push().counts().of(RecordState.IN_REVIEW)).isEqualTo(1);
        assertThat(open()).singleElement().satisfies(item -> {
            assertThat(item.kind()).isEqualTo(ReviewKind.TAKEN_ROW);
            assertThat(item.choices()).containsOnly(Choice.APPROVE, Choice.REJECT);
        });
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> decide(Choice.MAP_TO, Optional.of(second.toString())))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
        assertThat(decide(Choice.REJECT, Optional.empty()).status()).isEqualTo(ReviewStatus.CLOSED);
        assertThat(host.push().counts().read()).isZero();
        assertThat(host.rows).hasSize(2);
    }

    @Test
    void deletionsAreAskedAboutIfThePolicySaysSo() {
        with(new PeopleHost(EntityPolicy.ofDefaults().withDeletes(DeletePolicy.ASK)));
        host.people(0, 3);
        host.full();
        host.remote.delete(FakeRemote.CONTACT, PeopleHost.id(0));

        assertThat(host.incremental().counts().of(RecordState.IN_REVIEW)).isEqualTo(1);
        assertThat(host.rows).hasSize(3);
        assertThat(decide(Choice.APPROVE, Optional.empty()).status()).isEqualTo(ReviewStatus.CLOSED);
        assertThat(host.rows).hasSize(2);

        host.remote.delete(FakeRemote.CONTACT, PeopleHost.id(1));
        host.incremental();
        decide(Choice.REJECT, Optional.empty());
        assertThat(host.rows).hasSize(2);
    }

    @Test
    void aMassDeletionIsDoneWhenAPersonApproves() {
        host.people(0, 10);
        host.full();
        host.clock.turn(Duration.ofMinutes(1));
        for (int i = 0; i < 5; i++) {
            host.remote.vanish(FakeRemote.CONTACT, PeopleHost.id(i));
        }
        host.full();
        assertThat(host.rows).hasSize(10);

        ReviewItem decided = decide(Choice.APPROVE, Optional.empty());

        assertThat(decided.status()).isEqualTo(ReviewStatus.CLOSED);
        assertThat(host.rows).hasSize(5);
        assertThat(host.full().counts().of(RecordState.DELETED)).isZero();
    }

    @Test
    void aMassDeletionThatIsRejectedIsNotAskedAboutAgain() {
        host.people(0, 10);
        host.full();
        host.clock.turn(Duration.ofMinutes(1));
        for (int i = 0; i < 5; i++) {
            host.remote.vanish(FakeRemote.CONTACT, PeopleHost.id(i));
        }
        host.full();

        decide(Choice.REJECT, Optional.empty());
        host.full();

        assertThat(host.rows).hasSize(10);
        assertThat(open()).isEmpty();
    }

    @Test
    void anUnknownRoleIsTheLeastPrivilegedOneUntilSomebodySaysWhatItIs() {
        FieldMapping mapping = FieldMapping.builder()
                .field("name", "name")
                .field("email", "email")
                .rule(FieldRule.of("role", "role")
                        .with(ChoiceTable.empty().with("Admin", "ADMIN").takingUnknownAs("READER")))
                .build();
        with(new PeopleHost(mapping));
        host.remote.put(FakeRemote.CONTACT, "a", role("ada", "Admin"));
        host.remote.put(FakeRemote.CONTACT, "b", role("bob", "Chief"));
        host.remote.put(FakeRemote.CONTACT, "c", role("cid", "Chief"));

        host.full();

        assertThat(roles()).containsExactlyInAnyOrder("ADMIN", "READER", "READER");
        assertThat(open())
                .singleElement()
                .satisfies(item -> assertThat(item.kind()).isEqualTo(ReviewKind.UNKNOWN_VALUE));
        decide(Choice.ALWAYS_MAP_TO, Optional.of("ADMIN"));
        host.full();
        assertThat(roles()).containsExactlyInAnyOrder("ADMIN", "ADMIN", "ADMIN");
        assertThat(open()).isEmpty();
    }

    private static Attributes role(String name, String role) {
        return Attributes.builder()
                .put("name", name)
                .put("email", name + "@example.com")
                .put("role", role)
                .build();
    }

    private List<String> roles() {
        return host.rows.values().stream()
                .map(row -> row.attributes().get("role").orElse("none").toString())
                .toList();
    }

    @Test
    void theLastAdministratorStaysUntilAPersonSaysOtherwise() {
        host.people(0, 2);
        host.full();
        host.rule = change -> change.externalId().value().equals(PeopleHost.id(0))
                ? Optional.of("nobody would be left who may administer")
                : Optional.empty();
        host.remote.delete(FakeRemote.CONTACT, PeopleHost.id(0));

        assertThat(host.incremental().counts().of(RecordState.IN_REVIEW)).isEqualTo(1);
        assertThat(host.rows).hasSize(2);
        assertThat(open()).singleElement().satisfies(item -> {
            assertThat(item.kind()).isEqualTo(ReviewKind.HOST_RULE);
            assertThat(item.summary()).contains("nobody would be left");
        });
        decide(Choice.APPROVE, Optional.empty());
        assertThat(host.rows).hasSize(1);
    }

    @Test
    void anUnknownOutcomeIsSettledByWhoeverHasLooked() {
        UUID row = row("Ada", "ada@example.com");
        host.mark(row);
        host.remote.onPush((items, write) -> {
            throw new IntegrationException(ErrorCode.TIMED_OUT, "no answer");
        });
        host.remote.onVerify(items -> {
            throw new IntegrationException(ErrorCode.NETWORK_FAILED, "nobody there");
        });
        for (int i = 0; i < 10; i++) {
            host.push();
            host.clock.turn(Duration.ofHours(2));
        }
        host.remote.put(FakeRemote.CONTACT, "found", PeopleHost.person("Ada", "ada@example.com"));

        host.save(row, PeopleHost.person("Ada edited", "ada@example.com"));
        decide(Choice.MAP_TO, Optional.of("found"));

        host.incremental();
        assertThat(host.rows).hasSize(1);
        assertThat(host.attributes(row).get("name")).contains("Ada edited");
        assertThat(host.integrations
                        .pushes()
                        .backlog(PeopleHost.ADA, host.scope())
                        .held())
                .isZero();
    }

    @Test
    void nobodyDecidesTwiceOrWithoutRight() {
        row("A", "ada@example.com");
        row("B", "ada@example.com");
        host.remote.put(FakeRemote.CONTACT, "there", PeopleHost.person("Ada", "ada@example.com"));
        host.full();
        UUID id = open().get(0).id();

        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> host.integrations
                        .reviews()
                        .decide(Actor.of("mallory"), PeopleHost.ACME, id, Choice.APPROVE, Optional.empty(), ""))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_CONNECTOR));
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> decide(Choice.MAP_TO, Optional.of("not a row")))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
        decide(Choice.APPROVE, Optional.empty());
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> host.integrations
                        .reviews()
                        .decide(PeopleHost.ADA, PeopleHost.ACME, id, Choice.REJECT, Optional.empty(), ""))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONNECTOR_CHANGED));
    }
}
