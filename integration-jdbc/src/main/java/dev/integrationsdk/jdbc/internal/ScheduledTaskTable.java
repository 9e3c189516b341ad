package dev.integrationsdk.jdbc.internal;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.schedule.ScheduledStream;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The table that db-scheduler works on, for what db-scheduler does not do: one tenant's rows, a schedule changed during a
 * run, counts that stay as they are. Every method but those with a unit of work is a transaction of its own. Thread-safe.
 *
 * <p>db-scheduler wins and gives back a row by its version, so what counts as its write here raises the version too.
 */
final class ScheduledTaskTable {
    /** A stream to be run. */
    static final String TASK = "stream";
    /** The health of all connectors; there is one row of it. */
    static final String HEALTH = "health";

    private static final String ALL_CONNECTORS = "all connectors";
    private static final byte[] NOTHING = {};

    private static final String COLUMNS = """
            SELECT task_instance, task_data, execution_time, picked, last_success, last_failure, consecutive_failures,
                   version
              FROM ${prefix}scheduled_task
            """;

    private static final RowInsert WAITING = new RowInsert(
            "scheduled_task",
            List.of("task_name", "task_instance"),
            List.of("task_data", "execution_time", "picked", "version"),
            Map.of("picked", "FALSE", "version", "1"));

    private final TransactionRunner transactions;
    private final ScheduleSerializer serializer;
    private final Table table;
    private final String name;
    private final String there;
    private final String find;
    private final String lock;
    private final String list;
    private final String insert;
    private final String replace;
    private final String rewrite;
    private final String runNow;
    private final String giveBack;
    private final String delete;
    private final String bringNearer;

    ScheduledTaskTable(Table.Source source, TransactionRunner transactions, ScheduleSerializer serializer) {
        this.transactions = transactions;
        this.serializer = serializer;
        table = source.table("scheduled_task");
        name = source.prefix().text() + "scheduled_task";
        there = table.sql("SELECT COUNT(*) FROM ${prefix}scheduled_task WHERE task_name = ''");
        find = table.sql(COLUMNS + " WHERE task_name = :task_name AND task_instance = :task_instance");
        lock = find + " FOR UPDATE";
        list = table.sql(COLUMNS + """
                 WHERE task_name = :task_name AND task_instance > :after AND task_instance < :to
                 ORDER BY task_instance LIMIT :limit""");
        insert = table.sql(table.dialect().insertMissing(WAITING));
        replace = table.sql("""
                UPDATE ${prefix}scheduled_task
                   SET task_data = :task_data, execution_time = :execution_time, version = version + 1
                 WHERE task_name = :task_name AND task_instance = :task_instance""");
        rewrite = table.sql("""
                UPDATE ${prefix}scheduled_task SET task_data = :task_data
                 WHERE task_name = :task_name AND task_instance = :task_instance""");
        runNow = table.sql("""
                UPDATE ${prefix}scheduled_task SET execution_time = :execution_time, version = version + 1
                 WHERE task_name = :task_name AND task_instance = :task_instance""");
        giveBack = table.sql("""
                UPDATE ${prefix}scheduled_task
                   SET execution_time = :execution_time, picked = :picked, picked_by = NULL,
                       last_heartbeat = NULL, last_success = :success, last_failure = :failure,
                       consecutive_failures = :failures, version = version + 1
                 WHERE task_name = :task_name AND task_instance = :task_instance""");
        delete = table.sql("""
                DELETE FROM ${prefix}scheduled_task WHERE task_name = :task_name AND task_instance = :task_instance""");
        bringNearer = table.sql("""
                UPDATE ${prefix}scheduled_task SET execution_time = :execution_time, version = version + 1
                 WHERE task_name = :task_name AND task_instance = :task_instance AND picked = FALSE
                   AND execution_time > :execution_time""");
    }

    /**
     * Finds the dialect and makes sure that the table is there.
     *
     * @throws IntegrationException INVALID_CONFIGURATION if there is no dialect or no table
     */
    static ScheduledTaskTable of(DataSource dataSource, TablePrefix prefix, TransactionRunner transactions) {
        Table.Source source = new Table.Source(prefix, Dialects.of(dataSource), HandleOpener.withoutTemplates());
        ScheduledTaskTable tasks = new ScheduledTaskTable(source, transactions, new ScheduleSerializer());
        tasks.requireTable();
        return tasks;
    }

    private void requireTable() {
        try {
            inTransaction(unit -> table.withConnection(unit, connection -> {
                try (var statement = connection.createStatement()) {
                    return statement.execute(there);
                }
            }));
        } catch (IntegrationException failure) {
            if (failure.getCause() instanceof SQLException sql && SqlFailures.isMissingTable(sql)) {
                throw new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "table " + name + " is missing: build the repositories with SchemaMode.MIGRATE first, or have"
                                + " run what JdbcSchema.print prints",
                        failure);
            }
            throw failure;
        }
    }

    String name() {
        return name;
    }

    ScheduleSerializer serializer() {
        return serializer;
    }

    JdbcCustomization scheduling() {
        return table.dialect().scheduling();
    }

    <T> T inTransaction(Function<UnitOfWork, T> work) {
        return transactions.inTransaction(work::apply);
    }

    Optional<ScheduledStream> find(StreamId stream) {
        return inTransaction(unit -> read(unit, find, StreamSchedule.instance(stream)))
                .map(ScheduledTask::shown);
    }

    /**
     * In the order of their names; a row that cannot be read is an error that names it.
     *
     * @param after the last one of the page before
     */
    List<ScheduledStream> list(TenantId tenant, Optional<StreamId> after, int limit) {
        List<ScheduledTask> rows = inTransaction(unit -> table.with(
                unit,
                handle -> handle.createQuery(list)
                        .bind("task_name", TASK)
                        .bind("after", after.map(StreamSchedule::instance).orElse(tenant + "/"))
                        .bind("to", tenant + "0")
                        .bind("limit", limit)
                        .map((row, context) -> new ScheduledTask(row, serializer))
                        .list()));
        return rows.stream().map(ScheduledTask::shown).toList();
    }

    /** Keeps the row as it is until the end of the transaction. */
    Optional<ScheduledTask> lock(UnitOfWork unit, StreamId stream) {
        return lock(unit, StreamSchedule.instance(stream));
    }

    /** Keeps the row as it is until the end of the transaction. */
    Optional<ScheduledTask> lock(UnitOfWork unit, String instance) {
        return read(unit, lock, instance);
    }

    private Optional<ScheduledTask> read(UnitOfWork unit, String query, String instance) {
        return table.with(
                unit,
                handle -> handle.createQuery(query)
                        .bind("task_name", TASK)
                        .bind("task_instance", instance)
                        .map((row, context) -> new ScheduledTask(row, serializer))
                        .findOne());
    }

    /** Adds a task that waits; false if the stream has one. */
    boolean insert(UnitOfWork unit, StreamSchedule scheduled, Instant at) {
        return table.winsOne(
                unit, handle -> bind(handle.createUpdate(insert), scheduled, at).execute());
    }

    /** Changes a task that waits. */
    void replace(UnitOfWork unit, StreamSchedule scheduled, Instant at) {
        table.with(
                unit,
                handle -> bind(handle.createUpdate(replace), scheduled, at).execute());
    }

    /** Changes what a task goes by, but not when, nor in whose hands it is. */
    void rewrite(UnitOfWork unit, StreamSchedule scheduled) {
        table.with(
                unit,
                handle -> handle.createUpdate(rewrite)
                        .bind("task_name", TASK)
                        .bind("task_instance", StreamSchedule.instance(scheduled.stream()))
                        .bind("task_data", serializer.serialize(scheduled))
                        .execute());
    }

    /** Makes a task that waits due. */
    void runNow(UnitOfWork unit, StreamId stream, Instant at) {
        table.with(
                unit,
                handle -> handle.createUpdate(runNow)
                        .bind("task_name", TASK)
                        .bind("task_instance", StreamSchedule.instance(stream))
                        .bind("execution_time", Columns.at(at))
                        .execute());
    }

    /** Ends a task's run: it waits again, for anybody. */
    void giveBack(UnitOfWork unit, ScheduledTask task, ScheduledTask.Counts counts, Instant at) {
        table.with(
                unit,
                handle -> handle.createUpdate(giveBack)
                        .bind("task_name", TASK)
                        .bind("task_instance", task.instance())
                        .bind("execution_time", Columns.at(at))
                        .bind("picked", false)
                        .bind("success", Columns.at(counts.lastSuccess()))
                        .bind("failure", Columns.at(counts.lastFailure()))
                        .bind("failures", counts.failures())
                        .execute());
    }

    /** False if there is none. */
    boolean delete(UnitOfWork unit, StreamId stream) {
        return table.with(
                        unit,
                        handle -> handle.createUpdate(delete)
                                .bind("task_name", TASK)
                                .bind("task_instance", StreamSchedule.instance(stream))
                                .execute())
                == 1;
    }

    /** Makes sure that health is checked, at this instant at the latest. */
    void scheduleHealth(Instant at) {
        inTransaction(unit -> table.winsOne(
                        unit,
                        handle -> bindHealth(handle.createUpdate(insert), at)
                                .bind("task_data", NOTHING)
                                .execute())
                || table.with(
                                unit,
                                handle -> bindHealth(handle.createUpdate(bringNearer), at)
                                        .execute())
                        == 1);
    }

    private static <S extends SqlStatement<S>> S bindHealth(S statement, Instant at) {
        return statement
                .bind("task_name", HEALTH)
                .bind("task_instance", ALL_CONNECTORS)
                .bind("execution_time", Columns.at(at));
    }

    private <S extends SqlStatement<S>> S bind(S statement, StreamSchedule scheduled, Instant at) {
        return statement
                .bind("task_name", TASK)
                .bind("task_instance", StreamSchedule.instance(scheduled.stream()))
                .bind("task_data", serializer.serialize(scheduled))
                .bind("execution_time", Columns.at(at));
    }
}
