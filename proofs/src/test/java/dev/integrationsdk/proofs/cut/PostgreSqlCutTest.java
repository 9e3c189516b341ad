package dev.integrationsdk.proofs.cut;

import dev.integrationsdk.databases.SharedServers;

class PostgreSqlCutTest extends ConnectionCuts {
    PostgreSqlCutTest() {
        super(SharedServers.postgreSql());
    }
}
