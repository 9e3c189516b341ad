package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.SharedServers;

class PostgreSqlPoolerTest extends Pooled {
    PostgreSqlPoolerTest() {
        super(SharedServers.postgreSql().create().with("prepareThreshold=0"));
    }

    @Override
    String sessionNumber() {
        return "SELECT pg_backend_pid()";
    }

    @Override
    String tell() {
        return "SELECT COUNT(pg_advisory_lock(42))";
    }

    @Override
    String stillKnown() {
        return "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()";
    }
}
