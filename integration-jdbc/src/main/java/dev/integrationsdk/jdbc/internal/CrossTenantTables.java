package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.store.CrossTenantRepository;
import dev.integrationsdk.store.KeptRecord;
import dev.integrationsdk.store.PurgedTable;
import dev.integrationsdk.store.StoredCredential;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What goes through the tables of all tenants, always along an index and never for more than one batch. */
final class CrossTenantTables implements CrossTenantRepository {
    private final LeaseTable leases;
    private final ConnectorTable connectors;
    private final CredentialTable credentials;
    private final KeptRecordTable keptRecords;
    private final Table jobRuns;
    private final Table integrationLog;
    private final Table authorizations;
    private final Table reviewItems;
    private final String purgeJobRuns;
    private final String purgeAuthorizations;
    private final String purgeReviewItems;
    private final String purgeIntegrationLog;

    CrossTenantTables(
            Table.Source source,
            LeaseTable leases,
            ConnectorTable connectors,
            CredentialTable credentials,
            KeptRecordTable keptRecords) {
        this.credentials = credentials;
        this.keptRecords = keptRecords;
        this.leases = leases;
        this.connectors = connectors;
        jobRuns = source.table("job_run");
        integrationLog = source.table("integration_log");
        // which run is the last one is looked up for each, so that no database joins the whole table with itself
        purgeJobRuns = jobRuns.sql(jobRuns.dialect().boundedDelete("job_run", "completed_at", """
                id <> (SELECT ended.id FROM ${prefix}job_run ended
                         WHERE ended.scope_id = ${prefix}job_run.scope_id
                           AND ended.scan_kind = ${prefix}job_run.scan_kind AND ended.completed_at IS NOT NULL
                         ORDER BY ended.scope_id, ended.started_at DESC, ended.id DESC
                         LIMIT 1)"""));
        authorizations = source.table("pending_authorization");
        purgeAuthorizations = authorizations.sql(
                authorizations.dialect().boundedDelete("pending_authorization", "expires_at", "1 = 1"));
        reviewItems = source.table("review_item");
        purgeReviewItems = reviewItems.sql(reviewItems.dialect().boundedDelete("review_item", "ended_at", "1 = 1"));
        purgeIntegrationLog =
                integrationLog.sql(integrationLog.dialect().boundedDelete("integration_log", "started_at", "1 = 1"));
    }

    @Override
    public int purge(UnitOfWork unit, PurgedTable table, Instant before, int limit) {
        return switch (table) {
            case JOB_RUN -> purge(unit, jobRuns, purgeJobRuns, before, limit);
            case INTEGRATION_LOG -> purge(unit, integrationLog, purgeIntegrationLog, before, limit);
            case PENDING_AUTHORIZATION -> purge(unit, authorizations, purgeAuthorizations, before, limit);
            case REVIEW_ITEM -> purge(unit, reviewItems, purgeReviewItems, before, limit);
        };
    }

    @Override
    public int fenceAll(UnitOfWork unit, long leap) {
        return leases.fenceAll(unit, leap);
    }

    @Override
    public List<StoredConnector> connectorsToCheck(UnitOfWork unit, Instant before, int limit) {
        return connectors.listToCheck(unit, before, limit);
    }

    @Override
    public List<StoredCredential> credentialsNotUnder(
            UnitOfWork unit, String primaryKeyId, Optional<StoredCredential> after, int limit) {
        return credentials.notUnder(unit, primaryKeyId, after, limit);
    }

    @Override
    public Set<String> credentialKeyIds(UnitOfWork unit) {
        Set<String> all = new TreeSet<>(credentials.keyIds(unit));
        all.addAll(keptRecords.keyIds(unit));
        return all;
    }

    @Override
    public List<KeptRecord> keptRecordsNotUnder(
            UnitOfWork unit, String primaryKeyId, Optional<KeptRecord> after, int limit) {
        return keptRecords.notUnder(unit, primaryKeyId, after, limit);
    }

    private static int purge(UnitOfWork unit, Table table, String sql, Instant before, int limit) {
        return table.with(
                unit,
                handle -> handle.createUpdate(sql)
                        .bind("before", Columns.at(before))
                        .bind("limit", limit)
                        .execute());
    }
}
