package dev.integrationsdk.metrics;

import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.IntegrationLogEntry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Counts calls, runs and records on Micrometer, which the host adds to its class path. Tags hold names of systems, kinds of
 * operations, statuses and codes: nothing of a tenant, and never more than a few hundred series. Thread-safe.
 *
 * <ol>
 *   <li>{@value #CALLS}: a timer by {@code system}, {@code operation}, {@code status} and {@code code}
 *   <li>{@value #RETRIES}: attempts after the first, by {@code system} and {@code operation}
 *   <li>{@value #RUNS}: a timer by {@code system}, {@code status} and {@code code}
 *   <li>{@value #RECORDS}: by {@code system} and {@code state}
 *   <li>{@value #DEAD_LETTERS}: by {@code code}
 * </ol>
 */
public final class CallMeters implements IntegrationListener {
    public static final String CALLS = "integrations.calls";
    public static final String RETRIES = "integrations.calls.retries";
    public static final String RUNS = "integrations.runs";
    public static final String RECORDS = "integrations.records";
    public static final String DEAD_LETTERS = "integrations.deadletters";

    private static final String NONE = "none";

    private final MeterRegistry registry;

    /** @param registry the host's */
    @SuppressWarnings("exports") // The host names Micrometer itself: it is optional here.
    public CallMeters(MeterRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    @Override
    public void called(SystemCode system, IntegrationLogEntry call) {
        Tags kind = Tags.of(Tag.of("system", system.value()), Tag.of("operation", operation(call)));
        IntegrationLogEntry.Outcome outcome = call.outcome();
        registry.timer(CALLS, kind.and(status(outcome.status()), code(outcome.code())))
                .record(outcome.duration());
        registry.counter(RETRIES, kind).increment(Math.max(0, outcome.attempts() - 1));
    }

    @Override
    public void runEnded(JobRun run) {
        Tag system = Tag.of("system", run.system().value());
        Instant end = run.completedAt().orElse(run.startedAt());
        registry.timer(
                        RUNS,
                        Tags.of(system, status(run.status()), code(run.failure().map(JobRun.Failure::code))))
                .record(Duration.between(run.startedAt(), end));
        for (RecordState state : RecordState.values()) {
            long records = run.counts().of(state);
            if (records > 0) {
                registry.counter(RECORDS, Tags.of(system, Tag.of("state", name(state))))
                        .increment((double) records);
            }
        }
    }

    @Override
    public void deadLettered(DeadLetter letter) {
        registry.counter(DEAD_LETTERS, Tags.of(code(Optional.of(letter.code()))))
                .increment();
    }

    /** Its first word: the rest names an entity type, of which a tenant may have many. */
    private static String operation(IntegrationLogEntry call) {
        String operation = call.call().operation();
        int space = operation.indexOf(' ');
        return space < 0 ? operation : operation.substring(0, space);
    }

    private static Tag status(Enum<?> status) {
        return Tag.of("status", name(status));
    }

    private static Tag code(Optional<ErrorCode> code) {
        return Tag.of("code", code.map(CallMeters::name).orElse(NONE));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
