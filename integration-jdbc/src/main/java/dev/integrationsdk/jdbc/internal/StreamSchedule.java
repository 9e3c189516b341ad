package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.schedule.Schedule;
import dev.integrationsdk.spi.identity.StreamId;
import java.time.Instant;
import java.util.Optional;

/**
 * What stands in the data of a scheduled task. Immutable.
 *
 * @param stream what is run
 * @param schedule how often
 * @param restUntil before when it is not run again, whatever another schedule says
 */
record StreamSchedule(StreamId stream, Schedule schedule, Optional<Instant> restUntil) {
    StreamSchedule(StreamId stream, Schedule schedule) {
        this(stream, schedule, Optional.empty());
    }

    StreamSchedule with(Schedule other) {
        return new StreamSchedule(stream, other, restUntil);
    }

    StreamSchedule withRestUntil(Optional<Instant> rest) {
        return new StreamSchedule(stream, schedule, rest);
    }

    /** Readable, unique, at most 206 characters; it begins with the tenant. */
    static String instance(StreamId stream) {
        return stream.toString();
    }
}
