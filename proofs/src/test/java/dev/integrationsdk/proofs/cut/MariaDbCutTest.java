package dev.integrationsdk.proofs.cut;

import dev.integrationsdk.databases.SharedServers;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.integrationsdk.databases.MariaDbServer#isAvailable")
class MariaDbCutTest extends ConnectionCuts {
    MariaDbCutTest() {
        super(SharedServers.mariaDb());
    }
}
