package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.pull.PullRange;
import dev.integrationsdk.store.JobRunRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;

/** Job runs: a row changes only while it is marked as running. */
final class JobRunTable implements JobRunRepository {
    private static final int LONGEST_MESSAGE = 2_000;

    private final ScopeTable scopes;
    private final Table table;
    private final CountColumns counts;
    private final String insert;
    private final String update;
    private final String endAbandoned;
    private final String find;
    private final String list;

    JobRunTable(Table.Source source, ScopeTable scopes) {
        this.scopes = scopes;
        table = source.table("job_run");
        counts = new CountColumns(table);
        insert = table.sql("""
                INSERT INTO ${prefix}job_run
                    (id, scope_id, scan_kind, system_code, requested_by, correlation_id, status, started_at, completed_at,
                     created_count, updated_count, unchanged_count, adopted_count, deleted_count, skipped_count,
                     deferred_count, conflicted_count, in_review_count, dead_count, skip_reasons,
                     failure_code, failure_message, failure_retry_at,
                     range_from, range_until, expected_count)
                VALUES (:id, :scope, :kind, :system, :requestedBy, :correlation, :status, :startedAt, :completedAt,
                     :CREATED, :UPDATED, :UNCHANGED, :ADOPTED, :DELETED, :SKIPPED,
                     :DEFERRED, :CONFLICTED, :IN_REVIEW, :DEAD, :skipReasons, :failureCode,
                     :failureMessage, :failureRetryAt, :rangeFrom, :rangeUntil, :expected)""");
        update = table.sql("""
                UPDATE ${prefix}job_run
                   SET status = :status, completed_at = :completedAt, created_count = :CREATED,
                       updated_count = :UPDATED, unchanged_count = :UNCHANGED, adopted_count = :ADOPTED,
                       deleted_count = :DELETED, skipped_count = :SKIPPED, deferred_count = :DEFERRED,
                       conflicted_count = :CONFLICTED, in_review_count = :IN_REVIEW, dead_count = :DEAD,
                       skip_reasons = :skipReasons, failure_code = :failureCode, failure_message = :failureMessage,
                       failure_retry_at = :failureRetryAt, expected_count = :expected
                 WHERE id = :id AND scope_id = :scope AND status = 'RUNNING'""");
        endAbandoned = table.sql("""
                UPDATE ${prefix}job_run
                   SET status = 'INTERRUPTED', completed_at = GREATEST(started_at, :at)
                 WHERE scope_id = :scope AND scan_kind = :kind AND status = 'RUNNING'""");
        find = table.sql("""
                SELECT run.*, scope.tenant_id, scope.connector_id, scope.entity_type
                  FROM ${prefix}job_run run
                  JOIN ${prefix}scope scope ON scope.scope_id = run.scope_id
                 WHERE run.id = :id AND scope.tenant_id = :tenant""");
        // H2 reads along the index only if its first column is named, although it is constant
        list = table.sql("""
                SELECT * FROM ${prefix}job_run
                 WHERE scope_id = :scope
                 ORDER BY scope_id, started_at DESC, id DESC
                 LIMIT :limit""");
    }

    @Override
    public void start(UnitOfWork unit, JobRun run) {
        int scope = scopes.require(unit, run.stream().scope());
        table.with(
                unit,
                handle -> bindState(handle.createUpdate(insert), run)
                        .bind("scope", scope)
                        .bind("kind", run.stream().scanKind().name())
                        .bind("system", run.system().value())
                        .bind("requestedBy", run.requestedBy().value())
                        .bind("correlation", run.correlationId().value())
                        .bind("startedAt", Columns.at(run.startedAt()))
                        .bind("rangeFrom", Columns.at(run.range().map(PullRange::from)))
                        .bind("rangeUntil", Columns.at(run.range().map(PullRange::until)))
                        .execute());
    }

    @Override
    public void update(UnitOfWork unit, JobRun run) {
        scopes.find(unit, run.stream().scope())
                .ifPresent(scope -> table.with(
                        unit,
                        handle -> bindState(handle.createUpdate(update), run)
                                .bind("scope", scope)
                                .execute()));
    }

    private <S extends SqlStatement<S>> S bindState(S statement, JobRun run) {
        Optional<JobRun.Failure> failure = run.failure();
        return counts.bind(statement, run.counts())
                .bind("id", Columns.argument(run.id()))
                .bind("status", run.status().name())
                .bind("expected", Columns.argument(run.expected().orElse(null)))
                .bind("completedAt", Columns.at(run.completedAt()))
                .bind("failureCode", failure.map(why -> why.code().name()).orElse(null))
                .bind(
                        "failureMessage",
                        failure.map(why -> Columns.cut(why.message(), LONGEST_MESSAGE))
                                .orElse(null))
                .bind("failureRetryAt", Columns.at(failure.flatMap(JobRun.Failure::retryAt)));
    }

    @Override
    public int endAbandoned(UnitOfWork unit, StreamId stream, Instant at) {
        return scopes.find(unit, stream.scope())
                .map(scope -> table.with(
                        unit,
                        handle -> handle.createUpdate(endAbandoned)
                                .bind("scope", scope)
                                .bind("kind", stream.scanKind().name())
                                .bind("at", Columns.at(at))
                                .execute()))
                .orElse(0);
    }

    @Override
    public Optional<JobRun> find(UnitOfWork unit, TenantId tenant, UUID id) {
        return table.with(
                unit,
                handle -> handle.createQuery(find)
                        .bind("tenant", tenant.value())
                        .bind("id", Columns.argument(id))
                        .map((row, context) -> run(row, ScopeTable.scope(row)))
                        .findOne());
    }

    @Override
    public List<JobRun> list(UnitOfWork unit, EntityScope scope, int limit) {
        return scopes.find(unit, scope)
                .map(number -> table.with(
                        unit,
                        handle -> handle.createQuery(list)
                                .bind("scope", number)
                                .bind("limit", limit)
                                .map((row, context) -> run(row, scope))
                                .list()))
                .orElseGet(List::of);
    }

    private JobRun run(ResultSet row, EntityScope scope) throws SQLException {
        ScanKind kind = table.constant(ScanKind.class, "scan_kind", row.getString("scan_kind"));
        RunCounts read = counts.read(row);
        return new JobRun(
                row.getObject("id", UUID.class),
                new StreamId(scope, kind),
                SystemCode.of(row.getString("system_code")),
                Actor.of(row.getString("requested_by")),
                CorrelationId.ofNullable(row.getString("correlation_id")),
                table.constant(RunStatus.class, "status", row.getString("status")),
                Columns.instant(row, "started_at"),
                Columns.optionalInstant(row, "completed_at"),
                read,
                failure(row),
                Columns.range(row),
                Optional.ofNullable(row.getObject("expected_count", Long.class)));
    }

    private Optional<JobRun.Failure> failure(ResultSet row) throws SQLException {
        Optional<Instant> retryAt = Columns.optionalInstant(row, "failure_retry_at");
        String message = Columns.optionalText(row, "failure_message").orElse("");
        return Columns.optionalText(row, "failure_code")
                .map(code ->
                        new JobRun.Failure(table.constant(ErrorCode.class, "failure_code", code), message, retryAt));
    }
}
