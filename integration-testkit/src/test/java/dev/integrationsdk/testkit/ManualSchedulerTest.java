package dev.integrationsdk.testkit;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.run.Runner;
import dev.integrationsdk.schedule.Schedule;
import dev.integrationsdk.schedule.Scheduler;
import dev.integrationsdk.schedule.Scheduling;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.testkit.contract.LentScheduling;
import dev.integrationsdk.testkit.contract.SchedulerContract;
import dev.integrationsdk.testkit.contract.SchedulerUnderTest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ManualSchedulerTest implements SchedulerContract {
    private static final StreamId ONE = stream("one");
    private static final StreamId TWO = stream("two");

    private final TurnableClock clock = TurnableClock.create();
    private final Refusing runner = new Refusing();
    private final ManualScheduler scheduler = new ManualScheduler(lent(), clock);

    private Scheduling lent() {
        InMemoryStore store = new InMemoryStore(clock);
        return new LentScheduling(
                Integrations.builder(store, store).clock(clock).build().scheduling()) {
            @Override
            public Runner runner() {
                return runner;
            }
        };
    }

    @Override
    public SchedulerUnderTest scheduler(Scheduling library, TurnableClock turned) {
        ManualScheduler manual = new ManualScheduler(library, turned);
        manual.start();
        return new SchedulerUnderTest() {
            @Override
            public Scheduler scheduler() {
                return manual;
            }

            @Override
            public void settle() {
                manual.runDue();
            }

            @Override
            public void close() {
                manual.close();
            }
        };
    }

    @Test
    void whatIsDueAndWhatIsNotIsRunOnRequest() {
        scheduler.put(Actor.SYSTEM, ONE, Schedule.every(Duration.ofMinutes(5)));
        scheduler.put(Actor.SYSTEM, TWO, Schedule.cron("0 3 * * *", ZoneOffset.UTC));
        clock.turn(Duration.ofDays(2));
        assertThat(scheduler.runDue()).isEqualTo(1);
        assertThat(runner.asked).containsExactly(ONE);
        assertThat(scheduler.runAll()).isEqualTo(2);
        assertThat(runner.asked).containsExactly(ONE, ONE, TWO);
    }

    @Test
    void oneStreamIsRunOnRequestAndSaysWhyItCouldNotBegin() {
        scheduler.put(Actor.SYSTEM, ONE, Schedule.every(Duration.ofMinutes(5)));
        assertThatExceptionOfType(IntegrationException.class).isThrownBy(() -> scheduler.run(ONE));
        assertThat(scheduler.find(Actor.SYSTEM, ONE).orElseThrow().consecutiveFailures())
                .isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scheduler.run(TWO))
                .withMessageContaining("two/crm");
    }

    @Test
    void nothingIsRunAfterClose() {
        scheduler.put(Actor.SYSTEM, ONE, Schedule.every(Duration.ofMinutes(5)));
        scheduler.close();
        assertThatIllegalStateException().isThrownBy(scheduler::runAll);
        assertThat(runner.asked).isEmpty();
    }

    private static StreamId stream(String tenant) {
        return new StreamId(
                new EntityScope(TenantId.of(tenant), ConnectorId.of("crm"), EntityType.of("contact")), ScanKind.FULL);
    }

    /** Lets no run begin. */
    private static final class Refusing implements Runner {
        private final List<StreamId> asked = new ArrayList<>();

        @Override
        public JobRun run(RunRequest request) {
            asked.add(request.stream());
            throw new IntegrationException(ErrorCode.UNSUPPORTED, "not here");
        }

        @Override
        public boolean cancel(StreamId stream) {
            return false;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
