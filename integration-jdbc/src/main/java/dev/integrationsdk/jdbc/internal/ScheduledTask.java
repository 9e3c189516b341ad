package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.schedule.ScheduledStream;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row as it stands. Its content is only read on demand, since it may be anything. Immutable. */
final class ScheduledTask {
    private final ScheduleSerializer serializer;
    private final String instance;
    private final byte @Nullable [] content;
    private final boolean picked;
    private final long version;
    private final Instant nextRun;
    private final Counts counts;

    ScheduledTask(ResultSet row, ScheduleSerializer serializer) throws SQLException {
        this.serializer = serializer;
        instance = row.getString("task_instance");
        content = row.getBytes("task_data");
        picked = row.getBoolean("picked");
        version = row.getLong("version");
        nextRun = Columns.instant(row, "execution_time");
        counts = new Counts(
                Columns.optionalInstant(row, "last_success"),
                Columns.optionalInstant(row, "last_failure"),
                row.getInt("consecutive_failures"));
    }

    /**
     * How the stream's runs have ended. Immutable.
     *
     * @param lastSuccess end of the last run that came to its end
     * @param lastFailure the last time that one did not
     * @param failures since the last success
     */
    record Counts(Optional<Instant> lastSuccess, Optional<Instant> lastFailure, int failures) {
        Counts succeeded(Instant at) {
            return new Counts(Optional.of(at), lastFailure, 0);
        }

        Counts failed(Instant at) {
            return new Counts(lastSuccess, Optional.of(at), failures + 1);
        }
    }

    String instance() {
        return instance;
    }

    boolean isPicked() {
        return picked;
    }

    /** Whether it is still in the hands of whoever was handed this version. */
    boolean isPickedAs(long handedOut) {
        return picked && version == handedOut;
    }

    Instant nextRun() {
        return nextRun;
    }

    Counts counts() {
        return counts;
    }

    /** @throws IntegrationException STORE_FAILED if it cannot be read or belongs to another row */
    StreamSchedule read() {
        try {
            return requireOwn(instance, serializer.read(content));
        } catch (IntegrationException refused) {
            throw new IntegrationException(
                    refused.code(), "scheduled task '" + instance + "': " + refused.getMessage(), refused);
        }
    }

    /** @throws IntegrationException STORE_FAILED if its content cannot be read or belongs to another row */
    ScheduledStream shown() {
        StreamSchedule scheduled = read();
        return new ScheduledStream(
                scheduled.stream(),
                scheduled.schedule(),
                nextRun,
                counts.lastSuccess(),
                counts.lastFailure(),
                counts.failures(),
                picked);
    }

    /**
     * A row whose content was copied from another one, perhaps from another tenant's, is refused.
     *
     * @throws IntegrationException STORE_FAILED unless the content is about the stream that the row is named after
     */
    static StreamSchedule requireOwn(String instance, StreamSchedule scheduled) {
        if (!instance.equals(StreamSchedule.instance(scheduled.stream()))) {
            throw new IntegrationException(
                    ErrorCode.STORE_FAILED,
                    "it is about '" + StreamSchedule.instance(scheduled.stream()) + "', but its row is named '"
                            + instance + "'; remove the stream's schedule and put it again");
        }
        return scheduled;
    }
}
