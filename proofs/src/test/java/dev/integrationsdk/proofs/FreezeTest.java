package dev.integrationsdk.proofs;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.databases.SharedServers;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A worker is frozen past its lease, another takes over, and the frozen one is thawed: nothing that it writes stands. */
class FreezeTest {
    private static final String LEASE_LOST = "ended INTERRUPTED LEASE_LOST";

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_BEGIN", "AFTER_FENCE", "AMID_ROWS", "BEFORE_COMMIT"})
    void whoeverWasFrozenWritesNothingAndKeepsNobodyWaitingOnPostgreSql(Point point) {
        requireHarmless(SharedServers.postgreSql().create(), point);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_BEGIN", "AFTER_FENCE", "AMID_ROWS", "BEFORE_COMMIT"})
    @EnabledIf("dev.integrationsdk.databases.MariaDbServer#isAvailable")
    void whoeverWasFrozenWritesNothingAndKeepsNobodyWaitingOnMariaDb(Point point) {
        requireHarmless(SharedServers.mariaDb().create().with("sessionVariables=idle_transaction_timeout=2"), point);
    }

    private static void requireHarmless(Database database, Point point) {
        SmallHost.prepare(database);

        FreezeTrial.Outcome outcome = new FreezeTrial(database).run("frozen", point, Set.of());

        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.end()).isEqualTo(LEASE_LOST);
        assertThat(outcome.takeover()).isLessThanOrEqualTo(outcome.bound());
    }

    @Test
    void anUnfencedWriteIsFoundOut() {
        Database database = SharedServers.postgreSql().create();
        SmallHost.prepare(database);

        FreezeTrial.Outcome outcome =
                new FreezeTrial(database).run("frozen", Point.BEFORE_BEGIN, Set.of(Plant.UNFENCED));

        assertThat(outcome.findings()).anyMatch(found -> found.startsWith("after the thaw, "));
        assertThat(outcome.end()).isNotEqualTo(LEASE_LOST);
    }
}
