package dev.integrationsdk.metrics;

import dev.integrationsdk.event.EventKind;
import dev.integrationsdk.event.IntegrationEvent;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LagMetersTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final LagMeters meters = new LagMeters(registry, Clock.fixed(START.plusSeconds(1_000), ZoneOffset.UTC));

    @Test
    void theGapBetweenTwoSuccessesOfAStreamIsTimed() {
        ended("acme", RunStatus.SUCCEEDED, 100);
        ended("globex", RunStatus.SUCCEEDED, 150);
        ended("acme", RunStatus.FAILED, 200);
        ended("acme", RunStatus.SUCCEEDED, 400);

        assertThat(registry.get(LagMeters.GAP)
                        .tags("system", "fake", "scan", "full")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(300);
        assertThat(registry.get(LagMeters.GAP).timer().count()).isEqualTo(1);
    }

    @Test
    void theAgeIsThatOfTheStreamThatIsLongestWithoutASuccess() {
        ended("acme", RunStatus.SUCCEEDED, 900);
        assertThat(age()).isEqualTo(100);
        ended("globex", RunStatus.FAILED, 300);
        ended("globex", RunStatus.FAILED, 950);
        assertThat(age()).isEqualTo(700);
        ended("globex", RunStatus.SUCCEEDED, 980);
        assertThat(age()).isEqualTo(100);
    }

    @Test
    void whoIsTurnedOffOrGoneDoesNotCount() {
        ended("acme", RunStatus.SUCCEEDED, 100);
        ended("globex", RunStatus.SUCCEEDED, 200);
        ended("initech", RunStatus.SUCCEEDED, 300);
        happened(EventKind.CONNECTOR_CHANGED, "acme", Optional.of("crm"));
        happened(EventKind.CONNECTOR_DISABLED, "acme", Optional.of("other"));
        assertThat(age()).isEqualTo(900);

        happened(EventKind.CONNECTOR_DISABLED, "acme", Optional.of("crm"));
        assertThat(age()).isEqualTo(800);
        happened(EventKind.TENANT_REMOVED, "globex", Optional.empty());
        assertThat(age()).isEqualTo(700);
    }

    @Test
    void aSkippedRunSaysNothing() {
        ended("acme", RunStatus.SKIPPED, 100);

        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void noTagHoldsAnythingOfATenant() {
        ended("acme", RunStatus.SUCCEEDED, 100);
        ended("acme", RunStatus.SUCCEEDED, 200);

        List<String> values = registry.getMeters().stream()
                .flatMap(meter -> meter.getId().getTags().stream())
                .map(Tag::getValue)
                .distinct()
                .toList();
        assertThat(values).containsExactlyInAnyOrder("fake", "full");
    }

    private double age() {
        return registry.get(LagMeters.OLDEST).tag("system", "fake").gauge().value();
    }

    /** @param at seconds after the start, when it begins and ends */
    private void ended(String tenant, RunStatus status, long at) {
        EntityScope scope = new EntityScope(TenantId.of(tenant), ConnectorId.of("crm"), EntityType.of("contact"));
        meters.runEnded(new JobRun(
                        new UUID(1, at),
                        new StreamId(scope, ScanKind.FULL),
                        SystemCode.of("fake"),
                        Actor.SYSTEM,
                        new CorrelationId("c"),
                        RunStatus.RUNNING,
                        START.plusSeconds(at),
                        Optional.empty(),
                        RunCounts.none(),
                        Optional.empty())
                .ended(status, START.plusSeconds(at), Optional.empty()));
    }

    private void happened(EventKind kind, String tenant, Optional<String> connector) {
        meters.happened(new IntegrationEvent(
                new UUID(2, 1),
                kind,
                TenantId.of(tenant),
                connector.map(ConnectorId::of),
                Actor.SYSTEM,
                new CorrelationId("c"),
                START,
                Map.of()));
    }
}
