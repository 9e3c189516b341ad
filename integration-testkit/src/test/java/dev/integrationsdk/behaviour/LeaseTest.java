package dev.integrationsdk.behaviour;

import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.testkit.InMemoryStore.CommitFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.integrationsdk.behaviour.Host.contacts;
import static dev.integrationsdk.testkit.FakeConnector.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

/** A lease lasts 60 s here, so that a run trusts it for 40 s. */
class LeaseTest {
    private static final Duration WITHIN_TRUST = Duration.ofSeconds(39);
    private static final Duration PAST_TRUST = Duration.ofSeconds(40);
    private static final Duration PAST_LEASE = Duration.ofSeconds(61);

    private Host host = withPagesPerCommit(10);

    @AfterEach
    void close() {
        host.close();
    }

    private void restart(Host other) {
        host.close();
        host = other;
    }

    /** Groups whose pages may wait for each other for as long as they like. */
    private static Host withPagesPerCommit(int pages) {
        return new Host(
                RunLimits.ofDefaults().withPagesPerCommit(pages).withGroupAge(Duration.ofDays(1)),
                FieldMapping.identity());
    }

    private StreamId stream() {
        return host.connector.stream(CONTACT, ScanKind.FULL);
    }

    /** The script's page, once something has happened. */
    private void answerAfter(int page, Runnable meanwhile) {
        host.remote.answerOnPage(page, request -> {
            meanwhile.run();
            SyncCheckpoint next = SyncCheckpoint.of(1, Integer.toString(page + 1));
            return page < 2
                    ? PullPage.more(contacts(page, page + 1), next)
                    : PullPage.last(contacts(page, page + 1), next, Completeness.COMPLETE);
        });
    }

    private void threePages() {
        host.remote.page(contacts(0, 1)).page(contacts(1, 2)).page(contacts(2, 3));
    }

    private void rivalTakesTheLease() {
        host.store.inTransaction(unit -> host.store.leases().acquire(unit, stream(), "rival", Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @EnumSource(
            value = CommitFault.class,
            names = {"LOST_BEFORE", "LOST_AFTER"})
    void aRunWhoseOpeningHasAnUnknownOutcomeDoesNotMeetItsOwnLease(CommitFault fault) {
        threePages();
        host.store.failNextCommit(fault);

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(host.integrations.inspection(Actor.SYSTEM).runs(host.scope(), 10))
                .containsExactly(run);
    }

    @Test
    void aLeaseThatCanBeTrustedCostsNoTransactionOfItsOwn() {
        threePages();
        answerAfter(2, () -> host.clock.turn(WITHIN_TRUST));
        int before = host.store.transactions();

        host.full();

        assertThat(host.store.transactions() - before)
                .as("opening, one group, ending, a look at what is due")
                .isEqualTo(4);
    }

    @Test
    void aLeaseThatIsTwoThirdsOverIsRenewedBeforeThePageIsWritten() {
        threePages();
        answerAfter(2, () -> host.clock.turn(PAST_TRUST));
        int before = host.store.transactions();

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(host.store.transactions() - before).isEqualTo(5);
    }

    @Test
    void aLeaseIsRenewedBetweenFetchesSoThatNobodyTakesItDuringALongGroup() {
        threePages();
        List<ErrorCode> refusals = new ArrayList<>();
        answerAfter(0, () -> host.clock.turn(PAST_TRUST));
        answerAfter(1, () -> host.clock.turn(PAST_TRUST));
        answerAfter(2, () -> {
            try {
                rivalTakesTheLease();
            } catch (IntegrationException refusal) {
                refusals.add(refusal.code());
            }
        });

        assertThat(host.full().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(refusals).containsExactly(ErrorCode.ALREADY_RUNNING);
    }

    @Test
    void aFetchLongerThanTheLeaseCostsNothingIfNobodyElseWantedTheStream() {
        threePages();
        answerAfter(1, () -> host.clock.turn(PAST_LEASE));
        answerAfter(2, () -> host.clock.turn(PAST_LEASE));

        assertThat(host.full().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(host.rows).hasSize(3);
    }

    @Test
    void aRunThatLostItsLeaseDuringAFetchAsksTheRemoteNothingMore() {
        threePages();
        answerAfter(0, () -> {
            host.clock.turn(PAST_LEASE);
            rivalTakesTheLease();
        });

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(run.failure().orElseThrow().code()).isEqualTo(ErrorCode.LEASE_LOST);
        assertThat(host.remote.requests()).hasSize(1);
        assertThat(host.rows).isEmpty();
    }

    @Test
    void noSecondTransactionRenewsWhileAPagesOwnIsOpen() {
        restart(withPagesPerCommit(1));
        threePages();
        CountDownLatch doubtful = new CountDownLatch(1);
        CountDownLatch askedAgain = new CountDownLatch(1);
        List<Boolean> asked = new ArrayList<>();
        host.remote.answerOnPage(1, request -> {
            await(doubtful);
            throw new IntegrationException(ErrorCode.SERVICE_UNAVAILABLE, "status 503");
        });
        answerAfter(1, askedAgain::countDown);
        host.duringPage = changes -> {
            if (asked.isEmpty()) {
                host.clock.turn(PAST_TRUST);
                doubtful.countDown();
                asked.add(await(askedAgain));
            }
        };

        assertThat(host.full().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(asked).containsExactly(true);
    }

    @Test
    void theThreadThatFetchesAheadLeavesARenewalToTheRunsOwn() {
        restart(withPagesPerCommit(1));
        threePages();
        CountDownLatch fetchingAhead = new CountDownLatch(1);
        CountDownLatch committed = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        host.duringPage = changes -> await(fetchingAhead);
        host.afterPage = committed::countDown;
        host.remote.answerOnPage(1, request -> {
            threads.add(Thread.currentThread());
            fetchingAhead.countDown();
            await(committed);
            host.clock.turn(PAST_TRUST);
            throw new IntegrationException(ErrorCode.SERVICE_UNAVAILABLE, "status 503");
        });
        answerAfter(1, () -> threads.add(Thread.currentThread()));

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(host.rows).hasSize(3);
        assertThat(threads).hasSize(2);
        assertThat(threads.get(0)).isNotEqualTo(Thread.currentThread());
        assertThat(threads.get(1)).isEqualTo(Thread.currentThread());
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
