package dev.integrationsdk.proofs.cut;

import dev.integrationsdk.databases.SharedServers;

class PostgreSqlLockTest extends LockTrouble {
    PostgreSqlLockTest() {
        super(SharedServers.postgreSql().create());
    }
}
