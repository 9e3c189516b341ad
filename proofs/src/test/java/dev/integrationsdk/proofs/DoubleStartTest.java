package dev.integrationsdk.proofs;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.databases.SharedServers;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/** Two processes start the same stream at once: one runs, the other is told so. */
class DoubleStartTest {
    private static final int ROUNDS = 200;

    @Test
    void oneOfTwoRunsOnPostgreSql() {
        requireOneOfTwo(SharedServers.postgreSql().create());
    }

    @Test
    @EnabledIf("dev.integrationsdk.databases.MariaDbServer#isAvailable")
    void oneOfTwoRunsOnMariaDb() {
        requireOneOfTwo(SharedServers.mariaDb().create());
    }

    private static void requireOneOfTwo(Database database) {
        SmallHost.prepare(database);

        DoubleStart starts = new DoubleStart(database, Set.of());

        assertThat(starts.run(ROUNDS)).isEmpty();
    }

    @Test
    void leasesThatBothGetAreFoundOut() {
        Database database = SharedServers.postgreSql().create();
        SmallHost.prepare(database);

        DoubleStart starts = new DoubleStart(database, Set.of(Plant.LEASES_FOR_ALL));

        assertThat(starts.run(3)).contains("round 0: both run");
    }
}
