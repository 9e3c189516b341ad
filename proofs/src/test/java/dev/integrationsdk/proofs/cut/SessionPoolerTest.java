package dev.integrationsdk.proofs.cut;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.databases.SessionPooler;
import dev.integrationsdk.databases.SharedServers;
import dev.integrationsdk.proofs.SmallHost;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A whole run in which no transaction has the session of the one before, and no session remembers anything. */
class SessionPoolerTest {
    @ParameterizedTest
    @ValueSource(strings = {"prepareThreshold=0", "preferQueryMode=simple"})
    void aWholeRunNeedsNothingOfASessionOnPostgreSql(String setting) throws Exception {
        assertThat(run(SharedServers.postgreSql().create(), setting).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    /** What the driver has prepared on the server is lost with the session; so it must prepare nothing there. */
    @Test
    void aDriverThatPreparesOnTheServerFailsBehindThePooler() throws Exception {
        JobRun run = run(SharedServers.postgreSql().create(), "prepareThreshold=5");
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.failure().orElseThrow().message()).contains("26000");
    }

    @Test
    @EnabledIf("dev.integrationsdk.databases.MariaDbServer#isAvailable")
    void aWholeRunNeedsNothingOfASessionOnMariaDb() throws Exception {
        assertThat(run(SharedServers.mariaDb().create(), "useResetConnection=true")
                        .status())
                .isEqualTo(RunStatus.SUCCEEDED);
    }

    /** @param setting of the driver, as the URL takes it */
    private static JobRun run(Database database, String setting) throws Exception {
        SmallHost.prepare(database);
        try (SessionPooler pooler = new SessionPooler(database.with(setting));
                SmallHost host =
                        SmallHost.in(database).dataSource(direct -> pooler).open()) {
            JobRun run = host.run();
            assertThat(host.evidence().contradictions()).isEmpty();
            return run;
        }
    }
}
