package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.Product;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.schedule.Schedule;
import dev.integrationsdk.schedule.ScheduledStream;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.integrationsdk.jdbc.Member.STREAM;
import static dev.integrationsdk.jdbc.Member.contact;
import static dev.integrationsdk.jdbc.Member.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Several processes on one database. */
@ParameterizedClass
@MethodSource("dev.integrationsdk.databases.Product#available")
class ClusterTest {
    private static final Schedule HOURLY = Schedule.every(Duration.ofHours(1));
    private static final Duration AN_HOUR = Duration.ofMinutes(62);
    private static final int LONGEST_SECONDS = 20;

    private final UrlSource source;

    /** Leases go by the database's clock, so all begin at its time. */
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    ClusterTest(Product product) {
        source = new UrlSource(product.create());
    }

    @Test
    void processesShareTheWorkAndRunEveryDueTimeOnce() {
        CyclicBarrier bothRun = new CyclicBarrier(2);
        try (Member one = start(builder -> builder.threads(1));
                Member two = start(builder -> builder.threads(1))) {
            one.onPage(0, () -> meet(bothRun));
            two.onPage(0, () -> meet(bothRun));
            one.scheduler().put(Actor.SYSTEM, stream("acme"), HOURLY);
            one.scheduler().put(Actor.SYSTEM, stream("globex"), HOURLY);
            for (int hour = 1; hour <= 3; hour++) {
                one.clock.turn(AN_HOUR);
                two.clock.turn(AN_HOUR);
                settle(one, two);
                assertThat(one.runs(stream("acme"))).isEqualTo(hour);
                assertThat(one.runs(stream("globex"))).isEqualTo(hour);
            }
        }
    }

    @Test
    void theWorkOfAProcessThatWasKilledIsTakenOver() throws Exception {
        CountDownLatch killed = new CountDownLatch(1);
        CountDownLatch inHand = new CountDownLatch(1);
        try (Member survivor = start();
                Member victim = start(builder -> builder.grace(Duration.ofSeconds(1)))) {
            survivor.remote.page(contact("id-0")).page(contact("id-1"));
            victim.onPage(0, () -> {});
            victim.onPage(1, () -> {
                inHand.countDown();
                await(killed);
            });
            victim.scheduler().put(Actor.SYSTEM, STREAM, HOURLY);
            victim.clock.turn(Duration.ofMinutes(1));
            await(inHand);
            await(victim.committed);
            victim.started.kill();
            expireLeases();
            survivor.clock.turn(Duration.ofMinutes(5));
            survivor.started.awaitDeadFound();
            survivor.started.settle();
            assertThat(survivor.shown(STREAM).lastSuccess()).hasValue(survivor.clock.instant());
            assertThat(survivor.shown(STREAM).consecutiveFailures()).isZero();
            assertThat(ids()).isEqualTo(2);
            killed.countDown();
        }
        assertThat(ids()).isEqualTo(2);
    }

    @Test
    void twoProcessesOnOneStreamWriteNothingTwice() throws Exception {
        CountDownLatch overtaken = new CountDownLatch(1);
        CountDownLatch inHand = new CountDownLatch(1);
        try (Member behind = start();
                Member ahead = start(builder -> builder.name("ahead"))) {
            for (Member member : new Member[] {behind, ahead}) {
                member.remote.page(contact("id-0")).page(contact("id-1")).page(contact("id-2"));
            }
            behind.onPage(1, () -> {
                inHand.countDown();
                await(overtaken);
            });
            behind.scheduler().put(Actor.SYSTEM, STREAM, HOURLY);
            behind.clock.turn(Duration.ofMinutes(1));
            await(inHand);
            await(behind.committed);
            ahead.clock.turn(Duration.ofDays(1));
            ahead.started.awaitDeadFound();
            ahead.started.awaitRunEnded();
            assertThat(ids()).as("kept off by the lease").isEqualTo(1);
            assertThat(ahead.shown(STREAM).consecutiveFailures()).isZero();
            expireLeases();
            ahead.clock.turn(Duration.ofMinutes(2));
            ahead.started.settle();
            assertThat(ids()).isEqualTo(3);
            ScheduledStream finished = ahead.shown(STREAM);
            overtaken.countDown();
            behind.started.awaitRunEnded();
            assertThat(ids()).isEqualTo(3);
            assertThat(behind.integrations.inspection(Actor.SYSTEM).deadLetters(STREAM.scope(), 10))
                    .isEmpty();
            assertThat(ahead.shown(STREAM)).isEqualTo(finished);
        }
    }

    @Test
    void aClockThatIsADayAheadRunsWorkEarlyAndNotTwice() {
        try (Member right = start();
                Member ahead = start()) {
            ahead.scheduler().put(Actor.SYSTEM, STREAM, Schedule.every(Duration.ofHours(12)));
            settle(right, ahead);
            right.clock.turn(Duration.ofMinutes(1));
            settle(right, ahead);
            assertThat(right.runs(STREAM)).isEqualTo(1);
            ahead.clock.turn(Duration.ofDays(1));
            settle(ahead);
            settle(right);
            assertThat(right.runs(STREAM)).isEqualTo(2);
            ahead.clock.turn(Duration.ofDays(-1));
            right.scheduler().put(Actor.SYSTEM, STREAM, Schedule.every(Duration.ofHours(12)));
            right.clock.turn(Duration.ofMinutes(721 + 1));
            settle(right);
            assertThat(right.runs(STREAM)).as("nothing was lost").isEqualTo(3);
        }
    }

    @Test
    void aClockThatIsADayBehindLeavesTheWorkToTheOthersAndGoesOnPolling() {
        try (Member right = start();
                Member behind = start()) {
            behind.clock.turn(Duration.ofDays(-1));
            right.scheduler().put(Actor.SYSTEM, STREAM, HOURLY);
            right.clock.turn(AN_HOUR);
            settle(right);
            assertThat(right.runs(STREAM)).isEqualTo(1);
            behind.clock.turn(Duration.ofDays(1).plus(AN_HOUR).plus(AN_HOUR));
            settle(behind);
            assertThat(right.runs(STREAM)).isEqualTo(2);
        }
    }

    @Test
    void whatAProcessHadInHandWhenItWasClosedIsDueForTheOthersAtOnce() throws Exception {
        CountDownLatch inHand = new CountDownLatch(1);
        Member leaving = start();
        leaving.remote.page(contact("id-0")).page(contact("id-1")).page(contact("id-2"));
        leaving.onPage(1, () -> {
            inHand.countDown();
            await(leaving.cancelled);
        });
        leaving.scheduler().put(Actor.SYSTEM, STREAM, HOURLY);
        leaving.clock.turn(Duration.ofMinutes(1));
        await(inHand);
        leaving.started.close();
        JobRun stopped = leaving.integrations
                .inspection(Actor.SYSTEM)
                .runs(STREAM.scope(), 1)
                .get(0);
        ScheduledStream left = leaving.shown(STREAM);
        assertThat(stopped.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(left.running()).isFalse();
        assertThat(left.nextRun()).isEqualTo(leaving.clock.instant());
        leaving.close();
        try (Member staying = start()) {
            staying.remote.page(contact("id-0")).page(contact("id-1")).page(contact("id-2"));
            staying.clock.turn(Duration.ofMinutes(1));
            settle(staying);
            assertThat(ids()).isEqualTo(3);
        }
    }

    @Test
    void closingDoesNotWaitLongerThanTheGraceForARunThatHangs() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch inHand = new CountDownLatch(1);
        Member hanging = start(builder -> builder.grace(Duration.ofMillis(200)));
        hanging.onPage(0, () -> {
            inHand.countDown();
            await(never);
        });
        hanging.scheduler().put(Actor.SYSTEM, STREAM, HOURLY);
        hanging.clock.turn(Duration.ofMinutes(1));
        await(inHand);
        long begin = System.nanoTime();
        hanging.started.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        never.countDown();
        hanging.close();
    }

    @Test
    void schedulesOutliveTheProcess() {
        try (Member former = start()) {
            former.scheduler().put(Actor.SYSTEM, STREAM, HOURLY);
        }
        try (Member next = start()) {
            next.scheduler().put(Actor.SYSTEM, STREAM, HOURLY);
            next.clock.turn(AN_HOUR);
            settle(next);
            assertThat(next.runs(STREAM)).isEqualTo(1);
            assertThat(next.shown(STREAM).schedule()).isEqualTo(HOURLY);
        }
    }

    @Test
    void healthIsCheckedByOneProcessAtATime() {
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        UnaryOperator<JdbcScheduler.Builder> tenMinutes = builder -> builder.healthInterval(Duration.ofMinutes(10))
                .heartbeatInterval(Duration.ofMinutes(5));
        try (Member first = start(builder -> tenMinutes.apply(builder).threads(1))) {
            first.onRound = () -> {
                inHand.countDown();
                await(goOn);
            };
            first.clock.turn(Duration.ofMinutes(11));
            await(inHand);
            try (Member second = start(tenMinutes)) {
                second.scheduler().put(Actor.SYSTEM, STREAM, HOURLY);
                second.clock.turn(Duration.ofMinutes(12));
                second.started.awaitRunEnded();
                assertThat(second.rounds).as("the other one has it in hand").hasValue(0);
                goOn.countDown();
                first.started.awaitRunEnded();
                second.clock.turn(Duration.ofMinutes(12));
                settle(second);
                assertThat(first.rounds.get() + second.rounds.get()).isEqualTo(2);
            }
        }
    }

    @Test
    void whoChecksNoHealthLeavesItToTheOthers() {
        try (Member without = start();
                Member with = start(builder -> builder.healthInterval(Duration.ofMinutes(10)))) {
            without.clock.turn(Duration.ofMinutes(11));
            with.clock.turn(Duration.ofMinutes(11));
            settle(with);
            assertThat(without.rounds).hasValue(0);
            assertThat(with.rounds).hasValue(1);
        }
    }

    @Test
    void whatIsScheduledAndItsAuditAreCommittedTogether() {
        try (Member member = start()) {
            member.scheduler().put(Actor.SYSTEM, STREAM, HOURLY);
            assertThat(acts(member)).containsExactly("STREAM_SCHEDULED");
            JdbcStore.execute(source, "DROP TABLE integration_audit");
            assertThatExceptionOfType(IntegrationException.class)
                    .isThrownBy(() -> member.scheduler().remove(Actor.SYSTEM, STREAM));
            assertThat(member.scheduler().find(Actor.SYSTEM, STREAM)).isPresent();
        }
    }

    private static List<String> acts(Member member) {
        return member.integrations.audit().list(Actor.SYSTEM, STREAM.tenant(), Long.MAX_VALUE, 10).stream()
                .map(entry -> entry.act().action().name())
                .toList();
    }

    private Member start() {
        return Member.start(source, begin);
    }

    private Member start(UnaryOperator<JdbcScheduler.Builder> settings) {
        return Member.start(source, begin, settings);
    }

    private static void settle(Member... members) {
        for (Member member : members) {
            member.started.settle();
        }
    }

    private void expireLeases() {
        JdbcStore.in(source).expireLeases();
    }

    private long ids() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM contact")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (BrokenBarrierException | TimeoutException alone) {
            throw new IllegalStateException("the other process does not run", alone);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("not in " + LONGEST_SECONDS + " s");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
