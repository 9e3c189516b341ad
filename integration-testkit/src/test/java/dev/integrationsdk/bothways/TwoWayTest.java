package dev.integrationsdk.bothways;

import dev.integrationsdk.policy.ConflictPolicy;
import dev.integrationsdk.policy.EntityPolicy;
import dev.integrationsdk.policy.Side;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.review.Verdict.Choice;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.testkit.FakeRemote;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Records that both sides change: field by field, with a winner for each that both have changed. */
class TwoWayTest {
    private PeopleHost host = new PeopleHost();
    private UUID ada = UUID.randomUUID();
    private String there = "";

    @AfterEach
    void close() {
        host.close();
    }

    private void with(EntityPolicy policy) {
        host.close();
        host = new PeopleHost(policy);
    }

    /** One person on both sides, agreed on. */
    private void agreed() {
        host.save(ada, PeopleHost.person("Ada", "ada@example.com"));
        host.mark(ada);
        host.push();
        host.incremental();
        there = host.remote.records(FakeRemote.CONTACT).keySet().iterator().next();
        host.clock.turn(Duration.ofMinutes(1));
    }

    private void here(String name, String email) {
        host.save(ada, PeopleHost.person(name, email));
        host.mark(ada);
        host.clock.turn(Duration.ofMinutes(1));
    }

    private void there(String field, String value) {
        host.remote.patch(
                FakeRemote.CONTACT,
                there,
                Attributes.builder().put(field, value).build());
        host.clock.turn(Duration.ofMinutes(1));
    }

    private void cycle() {
        host.incremental();
        host.push();
        host.clock.turn(Duration.ofMinutes(5));
    }

    private void assertBoth(String name, String email) {
        Attributes expected = PeopleHost.person(name, email);
        assertThat(row()).isEqualTo(expected);
        assertThat(remote()).isEqualTo(expected);
    }

    private Attributes row() {
        return host.attributes(ada);
    }

    private Attributes remote() {
        return Objects.requireNonNull(host.remote.records(FakeRemote.CONTACT).get(there));
    }

    private List<ReviewItem> open() {
        return host.integrations
                .reviews()
                .list(PeopleHost.ADA, PeopleHost.ACME, ReviewStatus.OPEN, Optional.empty(), 10);
    }

    @Test
    void changesOfDifferentFieldsAreBothKept() {
        agreed();
        here("Ada L.", "ada@example.com");
        there("email", "ada@example.org");

        cycle();

        assertBoth("Ada L.", "ada@example.org");
        assertThat(open()).isEmpty();
    }

    @Test
    void theSameChangeOnBothSidesIsNoConflict() {
        agreed();
        here("Ada L.", "ada@example.com");
        there("name", "Ada L.");

        JobRun run = host.incremental();
        host.push();

        assertThat(run.counts().of(RecordState.CONFLICTED)).isZero();
        assertBoth("Ada L.", "ada@example.com");
    }

    @Test
    void theLatestChangeWins() {
        agreed();
        here("from here", "ada@example.com");
        there("name", "from there");
        cycle();
        assertBoth("from there", "ada@example.com");

        there("name", "there again");
        here("here last", "ada@example.com");
        JobRun run = host.incremental();
        host.push();
        assertThat(run.counts().of(RecordState.CONFLICTED)).isEqualTo(1);
        assertBoth("here last", "ada@example.com");
    }

    @Test
    void oneSideAlwaysWinsIfThePolicySaysSo() {
        with(EntityPolicy.ofDefaults().withConflicts(ConflictPolicy.INTERNAL_WINS));
        agreed();
        here("from here", "ada@example.com");
        there("name", "from there");
        cycle();
        assertBoth("from here", "ada@example.com");

        with(EntityPolicy.ofDefaults().withConflicts(ConflictPolicy.EXTERNAL_WINS));
        agreed();
        there("name", "from there");
        here("from here", "ada@example.com");
        cycle();
        assertBoth("from there", "ada@example.com");
    }

    @Test
    void eachFieldHasItsOwner() {
        with(EntityPolicy.ofDefaults()
                .withConflicts(ConflictPolicy.OWNER_WINS)
                .withOwner("name", Side.INTERNAL)
                .withOwner("email", Side.EXTERNAL));
        agreed();
        here("from here", "here@example.com");
        there("name", "from there");
        there("email", "there@example.com");

        cycle();
        cycle();

        assertBoth("from here", "there@example.com");
    }

    @Test
    void aPersonIsAskedAndBothSidesStayUntilThen() {
        with(EntityPolicy.ofDefaults().withConflicts(ConflictPolicy.ASK));
        agreed();
        here("from here", "ada@example.com");
        there("name", "from there");
        there("email", "new@example.com");

        JobRun run = host.incremental();
        host.push();
        cycle();

        assertThat(run.counts().of(RecordState.IN_REVIEW)).isEqualTo(1);
        assertThat(row()).isEqualTo(PeopleHost.person("from here", "new@example.com"));
        assertThat(remote()).isEqualTo(PeopleHost.person("from there", "new@example.com"));
        assertThat(open()).singleElement().satisfies(item -> {
            assertThat(item.kind()).isEqualTo(ReviewKind.CONFLICT);
            assertThat(item.detail("fields")).containsExactly("name");
        });
    }

    @Test
    void theVerdictIsCarriedOutAtOnce() {
        with(EntityPolicy.ofDefaults().withConflicts(ConflictPolicy.ASK));
        agreed();
        here("from here", "ada@example.com");
        there("name", "from there");
        cycle();

        ReviewItem decided = decide(Choice.APPROVE);

        assertThat(decided.status()).isEqualTo(ReviewStatus.CLOSED);
        assertBoth("from there", "ada@example.com");

        here("here again", "ada@example.com");
        there("name", "there again");
        cycle();
        assertThat(decide(Choice.REJECT).status()).isEqualTo(ReviewStatus.CLOSED);
        host.push();
        assertBoth("here again", "ada@example.com");
    }

    @Test
    void aVerdictOverAConflictThatHasSettledItselfDecidesNoOtherOne() {
        with(EntityPolicy.ofDefaults().withConflicts(ConflictPolicy.ASK));
        agreed();
        here("from here", "ada@example.com");
        there("name", "from there");
        host.incremental();
        host.remote.withoutReading();
        there("name", "from here");
        UUID item = open().get(0).id();
        host.clock.turn(Duration.ofHours(1));
        host.remote.onPull(page -> {
            throw new IntegrationException(ErrorCode.PERMISSION_DENIED, "not now");
        });
        host.integrations
                .reviews()
                .decide(PeopleHost.ADA, PeopleHost.ACME, item, Choice.APPROVE, Optional.empty(), "looked at it");
        host.remote.onPull(page -> page);
        cycle();

        here("here again", "ada@example.com");
        there("name", "there again");
        host.incremental();

        assertThat(open()).hasSize(1);
        assertThat(row().get("name")).contains("here again");
    }

    private ReviewItem decide(Choice choice) {
        ReviewItem item = open().get(0);
        return host.integrations
                .reviews()
                .decide(PeopleHost.ADA, PeopleHost.ACME, item.id(), choice, Optional.empty(), "looked at it");
    }

    @Test
    void aPushThatMeetsAChangeOverThereTakesItInFirst() {
        agreed();
        here("Ada L.", "ada@example.com");
        there("email", "ada@example.org");

        JobRun push = host.push();
        assertThat(push.counts().of(RecordState.CONFLICTED)).isEqualTo(1);
        assertThat(remote().get("name")).contains("Ada");
        host.clock.turn(Duration.ofMinutes(1));
        host.push();

        assertBoth("Ada L.", "ada@example.org");
    }

    /** The remote touches the record without changing what is read of it, as it does under another id. */
    @Test
    void aNewVersionOfTheSameContentDoesNotHoldTheHostsChangeBackForEver() {
        agreed();
        there("name", "Ada");
        host.incremental();
        here("Ada L.", "ada@example.com");

        JobRun push = host.push();

        assertThat(push.counts().of(RecordState.CONFLICTED)).isZero();
        assertBoth("Ada L.", "ada@example.com");
    }

    @Test
    void whatTheRemoteTakesBackIsTakenBackHereToo() {
        agreed();
        here("Ada L.", "ada@example.com");
        host.push();
        there("name", "Ada");

        cycle();

        assertBoth("Ada", "ada@example.com");
    }

    @RepeatedTest(60)
    void afterEditsStopWritesStopWithinTwoCyclesAndBothSidesAreEqual(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        ConflictPolicy[] policies = {
            ConflictPolicy.LATEST_WINS, ConflictPolicy.EXTERNAL_WINS, ConflictPolicy.INTERNAL_WINS
        };
        with(EntityPolicy.ofDefaults().withConflicts(policies[random.nextInt(policies.length)]));
        agreed();
        for (int edit = 0; edit < 12; edit++) {
            switch (random.nextInt(5)) {
                case 0 -> here("here" + edit, "ada@example.com");
                case 1 -> there("name", "there" + edit);
                case 2 -> there("email", "mail" + edit);
                case 3 -> host.incremental();
                default -> host.push();
            }
        }
        cycle();
        cycle();
        int pushes = host.remote.pushes().size();
        int handled = host.handled.size();

        cycle();
        cycle();

        assertThat(row()).isEqualTo(remote());
        assertThat(host.remote.pushes()).hasSize(pushes);
        assertThat(host.handled).hasSize(handled);
    }
}
