package dev.integrationsdk.behaviour;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.IntegrationsBuilder;
import dev.integrationsdk.call.CallLimits;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.CallQuota;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.call.RateLimit;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.testkit.FakeConnector;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.TurnableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What docs/calls.md tells the host to write. */
class CallSettingsTest {
    private final TurnableClock clock = TurnableClock.create();
    private final InMemoryStore store = new InMemoryStore(clock);
    private final FakeConnector remote = new FakeConnector().page(Host.contact("1", "a"));
    private final ConnectorConfig config =
            ConnectorConfig.of(TenantId.of("acme"), ConnectorId.of("crm"), FakeConnector.SYSTEM);

    @Test
    void aRunThatTheHostsQuotaRefusesGoesOnWhenTheHostSays() {
        Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
        IntegrationsBuilder builder = builder();
        quota(builder, (tenant, operation) -> clock.instant().equals(tomorrow), tomorrow);
        try (Integrations integrations = builder.build()) {
            integrations.connectors().declare(limited(config));
            JobRun refused = integrations.run(config.stream(FakeConnector.CONTACT, ScanKind.FULL));

            assertThat(refused.status()).isEqualTo(RunStatus.INCOMPLETE);
            JobRun.Failure failure = refused.failure().orElseThrow();
            assertThat(failure.code()).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat(failure.retryAt()).contains(tomorrow);
            assertThat(remote.requests()).isEmpty();

            clock.turn(Duration.ofDays(1));
            assertThat(integrations
                            .run(config.stream(FakeConnector.CONTACT, ScanKind.FULL))
                            .status())
                    .isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    // tag::quota[]
    private static void quota(IntegrationsBuilder builder, BiPredicate<TenantId, String> plans, Instant tomorrow) {
        builder.callQuota(request -> plans.test(request.connector().tenant(), request.operation())
                ? Optional.empty()
                : Optional.of(new CallQuota.Refusal("the plan's calls are used up", tomorrow)));
    }
    // end::quota[]

    // tag::limits[]
    private static ConnectorConfig limited(ConnectorConfig config) {
        RateLimit burst = new RateLimit(10, Duration.ofSeconds(1));
        RateLimit daily = new RateLimit(40_000, Duration.ofDays(1));
        CallLimits limits =
                CallLimits.ofDefaults().withRates(List.of(burst, daily)).withConcurrency(2);
        return config.toBuilder().limits(limits).build();
    }
    // end::limits[]

    private IntegrationsBuilder builder() {
        return Integrations.builder(store, store)
                .adapter(remote)
                .handler(FakeConnector.SYSTEM, FakeConnector.CONTACT, (changes, unit) -> Answers.allApplied())
                .clock(clock)
                .nanoTime(clock::nanoTime);
    }
}
