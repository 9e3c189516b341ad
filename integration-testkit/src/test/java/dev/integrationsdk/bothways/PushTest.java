package dev.integrationsdk.bothways;

import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.push.Delta;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.spi.push.PushOutcome;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.store.PushState;
import dev.integrationsdk.testkit.FakeRemote;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** From the host to the remote: nothing is lost, nothing is created twice. */
class PushTest {
    private final PeopleHost host = new PeopleHost();

    @AfterEach
    void close() {
        host.close();
    }

    private UUID save(String name, String email) {
        UUID row = host.save(UUID.randomUUID(), PeopleHost.person(name, email));
        host.mark(row);
        return row;
    }

    private Map<String, Attributes> remote() {
        return host.remote.records(FakeRemote.CONTACT);
    }

    private long marks(PushState state) {
        return host.store.inTransaction(unit -> host.store.pushes().count(unit, host.scope(), state));
    }

    @Test
    void rowsAreCreatedThereAndKnownFromThenOn() {
        for (int i = 0; i < 250; i++) {
            save("n" + i, i + "@example.com");
        }

        JobRun run = host.push();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(250);
        assertThat(remote()).hasSize(250);
        assertThat(host.remote.pushes()).hasSize(3);
        assertThat(host.push().counts().read()).isZero();
        assertThat(host.incremental().counts().skipReasons()).containsEntry("echo", 250L);
        assertThat(host.rows).hasSize(250);
    }

    @Test
    void onlyWhatHasChangedIsWritten() {
        UUID row = save("Ada", "ada@example.com");
        host.push();
        host.save(row, PeopleHost.person("Ada L.", "ada@example.com"));
        host.mark(row);

        assertThat(host.push().counts().of(RecordState.UPDATED)).isEqualTo(1);

        PushItem item = host.remote.pushes().get(1).get(0);
        assertThat(item.intent()).isEqualTo(PushItem.Intent.UPDATE);
        assertThat(item.deltas()).containsExactly(new Delta.Put("name", "Ada L."));
        assertThat(item.expectedVersion()).isPresent();
        host.mark(row);
        assertThat(host.push().counts().of(RecordState.UNCHANGED)).isEqualTo(1);
        assertThat(host.remote.pushes()).hasSize(2);
    }

    @Test
    void aClearedFieldIsClearedAndAnAbsentOneLeftAlone() {
        UUID row = save("Ada", "ada@example.com");
        host.push();
        host.save(row, Attributes.builder().put("name", null).build());
        host.mark(row);

        host.push();

        assertThat(host.remote.pushes().get(1).get(0).deltas()).containsExactly(new Delta.Clear("name"));
        assertThat(remote().values()).singleElement().satisfies(record -> {
            assertThat(record.isNull("name")).isTrue();
            assertThat(record.get("email")).contains("ada@example.com");
        });
    }

    @Test
    void aRowThatIsGoneIsDeletedThere() {
        UUID row = save("Ada", "ada@example.com");
        host.push();
        host.remove(row);
        host.mark(row);

        assertThat(host.push().counts().of(RecordState.DELETED)).isEqualTo(1);
        assertThat(remote()).isEmpty();
        assertThat(host.incremental().counts().of(RecordState.DELETED)).isZero();
    }

    @Test
    void aRecordThatExistsAlreadyIsFoundByItsMatchKeyAndNotCreatedTwice() {
        host.remote.put(FakeRemote.CONTACT, "there", PeopleHost.person("A.", "ada@example.com"));
        save("Ada", "ada@example.com");

        host.push();

        assertThat(remote()).containsOnlyKeys("there");
        assertThat(remote().values())
                .singleElement()
                .satisfies(record -> assertThat(record.get("name")).contains("Ada"));
    }

    @Test
    void nothingIsMarkedIfTheHostsTransactionRollsBack() {
        UUID row = UUID.randomUUID();
        try {
            host.store.inTransaction(unit -> {
                host.integrations.pushes().changed(unit, host.scope(), List.of(row));
                throw new IllegalStateException("the host's own mistake");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("the host's own mistake");
        }

        assertThat(host.push().counts().read()).isZero();
    }

    @Test
    void anAnswerThatIsLostAfterTheWriteIsVerifiedAndNothingIsWrittenTwice() {
        save("Ada", "ada@example.com");
        host.remote.onPush((items, write) -> {
            write.write(items);
            throw new IntegrationException(ErrorCode.TIMED_OUT, "no answer");
        });

        JobRun run = host.push();

        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(remote()).hasSize(1);
        assertThat(host.remote.pushes()).hasSize(1);
        assertThat(marks(PushState.SENT)).isZero();
    }

    @Test
    void anAnswerThatIsLostBeforeTheWriteIsVerifiedAndSentAgain() {
        save("Ada", "ada@example.com");
        host.remote.onPush((items, write) -> {
            throw new IntegrationException(ErrorCode.TIMED_OUT, "no answer");
        });
        JobRun first = host.push();
        assertThat(first.counts().of(RecordState.DEFERRED)).isEqualTo(1);
        host.remote.onPush(FakeRemote.PushFault.NONE);
        host.clock.turn(Duration.ofMinutes(1));

        assertThat(host.push().counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(remote()).hasSize(1);
    }

    @Test
    void aCrashBetweenWriteAndRecordIsSettledByLooking() {
        save("Ada", "ada@example.com");
        host.remote.onPush((items, write) -> {
            write.write(items);
            throw new StackOverflowError("the process dies here");
        });
        host.push();
        host.remote.onPush(FakeRemote.PushFault.NONE);
        host.clock.turn(Duration.ofMinutes(10));

        host.push();

        assertThat(remote()).hasSize(1);
        assertThat(host.remote.pushes()).hasSize(1);
        assertThat(marks(PushState.WAITING) + marks(PushState.SENT)).isZero();
    }

    @Test
    void whatTheAdapterDoesNotAnswerForIsVerified() {
        save("Ada", "ada@example.com");
        save("Bob", "bob@example.com");
        host.remote.onPush((items, write) -> {
            Map<String, PushOutcome> some = new HashMap<>(write.write(items));
            some.remove(items.get(0).operationId());
            return some;
        });

        assertThat(host.push().counts().of(RecordState.CREATED)).isEqualTo(2);
        assertThat(remote()).hasSize(2);
        assertThat(host.remote.pushes()).hasSize(1);
    }

    @Test
    void answersForItemsNobodySentEndTheRunAndNothingIsSentBlindly() {
        save("Ada", "ada@example.com");
        host.remote.onPush((items, write) ->
                Map.of("foreign", new PushOutcome.Failed(new IntegrationException(ErrorCode.CONFLICT, "?"))));

        host.push();

        assertThat(marks(PushState.SENT) + marks(PushState.WAITING)).isEqualTo(1);
        assertThat(remote()).isEmpty();
    }

    @Test
    void oneRefusedRowIsHeldAndTheOthersAreWritten() {
        UUID bad = save("Ada", "ada@example.com");
        save("Bob", "bob@example.com");
        host.remote.onPush((items, write) -> {
            Map<String, PushOutcome> outcomes = new HashMap<>();
            for (PushItem item : items) {
                boolean refused = item.matchKeys().containsValue("ada@example.com");
                outcomes.putAll(
                        refused
                                ? Map.of(
                                        item.operationId(),
                                        new PushOutcome.Failed(
                                                new IntegrationException(ErrorCode.RECORD_REJECTED, "not a name")))
                                : write.write(List.of(item)));
            }
            return outcomes;
        });

        JobRun run = host.push();

        assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(1);
        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(host.integrations.pushes().held(PeopleHost.ADA, host.scope(), 10))
                .singleElement()
                .satisfies(mark -> {
                    assertThat(mark.internalId()).isEqualTo(bad);
                    assertThat(mark.cause()).contains(ErrorCode.RECORD_REJECTED);
                });
        host.remote.onPush(FakeRemote.PushFault.NONE);
        assertThat(host.push().counts().read()).isZero();
        host.integrations.pushes().retry(PeopleHost.ADA, host.scope(), List.of(bad));
        assertThat(host.push().counts().of(RecordState.CREATED)).isEqualTo(1);
    }

    @Test
    void aRowThatChangesWhileItIsSentIsSentAgain() {
        UUID row = save("Ada", "ada@example.com");
        host.remote.onPush((items, write) -> {
            host.remote.onPush(FakeRemote.PushFault.NONE);
            host.save(row, PeopleHost.person("Ada L.", "ada@example.com"));
            host.mark(row);
            return write.write(items);
        });

        host.push();

        assertThat(remote().values())
                .singleElement()
                .satisfies(record -> assertThat(record.get("name")).contains("Ada L."));
        assertThat(marks(PushState.WAITING)).isZero();
    }

    @Test
    void aRecordThatIsJustBeingCreatedIsNotPulledAsANewOne() {
        save("Ada", "ada@example.com");
        host.remote.onPush((items, write) -> {
            Map<String, PushOutcome> outcomes = write.write(items);
            JobRun beside = host.incremental();
            assertThat(beside.failure().map(JobRun.Failure::code)).contains(ErrorCode.STORE_CONFLICT);
            return outcomes;
        });

        host.push();
        host.incremental();

        assertThat(host.rows).hasSize(1);
        assertThat(remote()).hasSize(1);
    }

    @Test
    void theHostsFeedIsReadFromWhereItEnded() {
        host.feed.add(host.save(UUID.randomUUID(), PeopleHost.person("Ada", "ada@example.com")));
        assertThat(host.push().counts().of(RecordState.CREATED)).isEqualTo(1);
        host.feed.add(host.save(UUID.randomUUID(), PeopleHost.person("Bob", "bob@example.com")));

        assertThat(host.push().counts().read()).isEqualTo(1);
        assertThat(remote()).hasSize(2);
        assertThat(host.push().counts().read()).isZero();
    }

    @Test
    void aPushThatIsSwitchedOffLeavesThePullAlone() {
        save("Ada", "ada@example.com");
        host.integrations
                .connectors()
                .declare(host.connector.toBuilder()
                        .directions(Set.of(Direction.PULL))
                        .build());
        host.people(0, 1);

        JobRun push = host.push();

        assertThat(push.status()).isEqualTo(RunStatus.SKIPPED);
        assertThat(push.failure().orElseThrow().message()).contains("PUSH", "switched off");
        assertThat(host.remote.pushes()).isEmpty();
        assertThat(marks(PushState.WAITING)).isEqualTo(1);
        assertThat(host.incremental().counts().of(RecordState.CREATED)).isEqualTo(1);
    }

    @Test
    void anOutcomeThatStaysUnknownIsPutBeforeAPerson() {
        save("Ada", "ada@example.com");
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

        assertThat(host.remote.pushes()).hasSize(1);
        assertThat(marks(PushState.HELD)).isEqualTo(1);
        assertThat(host.integrations
                        .reviews()
                        .list(PeopleHost.ADA, PeopleHost.ACME, ReviewStatus.OPEN, Optional.empty(), 10))
                .singleElement()
                .satisfies(item -> assertThat(item.kind()).isEqualTo(ReviewKind.UNKNOWN_OUTCOME));
    }

    /** Nothing is left to look for it by: waiting would only keep new records from coming in. */
    @Test
    void aRowThatIsGoneBeforeAnybodyKnowsWhetherItWasWrittenIsPutBeforeAPersonAtOnce() {
        UUID row = save("Ada", "ada@example.com");
        host.remote.onPush((items, write) -> {
            throw new IntegrationException(ErrorCode.TIMED_OUT, "no answer");
        });
        host.remote.onVerify(items -> {
            throw new IntegrationException(ErrorCode.NETWORK_FAILED, "nobody there");
        });
        host.push();
        host.remote.onPush(FakeRemote.PushFault.NONE);
        host.remote.onVerify(items -> {});
        host.remove(row);
        host.mark(row);
        host.remote.put(FakeRemote.CONTACT, "there", PeopleHost.person("Bob", "bob@example.com"));
        host.clock.turn(Duration.ofMinutes(10));

        assertThat(host.push().counts().of(RecordState.IN_REVIEW)).isEqualTo(1);

        assertThat(host.incremental().counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(host.integrations
                        .reviews()
                        .list(PeopleHost.ADA, PeopleHost.ACME, ReviewStatus.OPEN, Optional.empty(), 10))
                .singleElement()
                .satisfies(item -> assertThat(item.kind()).isEqualTo(ReviewKind.UNKNOWN_OUTCOME));
    }
}
