package dev.integrationsdk.metrics;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.IntegrationLogEntry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallMetersTest {
    private static final SystemCode FAKE = SystemCode.of("fake");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final CallMeters meters = new CallMeters(registry);

    @Test
    void callsAreTimedBySystemOperationStatusAndCode() {
        call(IntegrationLogEntry.Outcome.success(3, Duration.ofMillis(40)));
        call(IntegrationLogEntry.Outcome.failed(1, Duration.ofMillis(5), ErrorCode.TIMED_OUT, "late"));

        assertThat(registry.get(CallMeters.CALLS)
                        .tags("system", "fake", "operation", "pull", "status", "success", "code", "none")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(40);
        assertThat(registry.get(CallMeters.CALLS)
                        .tags("status", "failed", "code", "timed_out")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get(CallMeters.RETRIES).counter().count()).isEqualTo(2);
    }

    @Test
    void runsAreTimedAndTheirRecordsCounted() {
        EntityScope scope = new EntityScope(TenantId.of("acme"), ConnectorId.of("crm"), EntityType.of("contact"));
        meters.runEnded(new JobRun(
                        new UUID(1, 1),
                        new StreamId(scope, ScanKind.FULL),
                        FAKE,
                        Actor.SYSTEM,
                        new CorrelationId("c"),
                        RunStatus.RUNNING,
                        START,
                        Optional.empty(),
                        RunCounts.of(Map.of(RecordState.CREATED, 7L), Map.of()),
                        Optional.empty())
                .ended(RunStatus.SUCCEEDED, START.plusSeconds(2), Optional.empty()));

        assertThat(registry.get(CallMeters.RUNS)
                        .tags("status", "succeeded")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(2);
        assertThat(registry.get(CallMeters.RECORDS)
                        .tags("state", "created")
                        .counter()
                        .count())
                .isEqualTo(7);
    }

    @Test
    void noTagHoldsAnythingOfATenant() {
        call(IntegrationLogEntry.Outcome.failed(1, Duration.ZERO, ErrorCode.TIMED_OUT, "acme was late"));

        List<String> values = registry.getMeters().stream()
                .flatMap(meter -> meter.getId().getTags().stream())
                .map(Tag::getValue)
                .toList();
        assertThat(values)
                .isNotEmpty()
                .noneMatch(value -> value.contains("acme") || value.contains("crm") || value.contains("contact"));
    }

    private void call(IntegrationLogEntry.Outcome outcome) {
        meters.called(
                FAKE,
                new IntegrationLogEntry(
                        new UUID(1, 2),
                        new ConnectorKey(TenantId.of("acme"), ConnectorId.of("crm")),
                        new CorrelationId("c"),
                        new IntegrationLogEntry.Call("pull contact", "GET", "/contacts"),
                        outcome,
                        START));
    }
}
