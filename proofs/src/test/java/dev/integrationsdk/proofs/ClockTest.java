package dev.integrationsdk.proofs;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.databases.SharedServers;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The wall clock of a node is wrong by a day: its stream is one worker's all the same, and nothing is lost or twice. */
class ClockTest {
    @ParameterizedTest
    @ValueSource(strings = {"PT24H", "PT-24H"})
    void aWrongClockTakesNothingFromOthersOnPostgreSql(Duration wrongBy) {
        requireHarmless(SharedServers.postgreSql().create(), wrongBy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT24H", "PT-24H"})
    @EnabledIf("dev.integrationsdk.databases.MariaDbServer#isAvailable")
    void aWrongClockTakesNothingFromOthersOnMariaDb(Duration wrongBy) {
        requireHarmless(SharedServers.mariaDb().create(), wrongBy);
    }

    private static void requireHarmless(Database database, Duration wrongBy) {
        SmallHost.prepare(database);
        ClockTrial trial = new ClockTrial(database, wrongBy);

        assertThat(trial.ask("asked", Set.of())).isEmpty();
        assertThat(trial.takeOver("taken")).isEmpty();
        assertThat(trial.jump("jumping")).isEmpty();
    }

    @Test
    void leasesByEachOnesOwnClockAreFoundOut() {
        Database database = SharedServers.postgreSql().create();
        SmallHost.prepare(database);
        ClockTrial trial = new ClockTrial(database, Duration.ofHours(24));

        assertThat(trial.ask("asked", Set.of(Plant.LEASES_BY_OWN_CLOCK)))
                .contains("here instead of refused ALREADY_RUNNING");
    }
}
