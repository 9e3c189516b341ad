package dev.integrationsdk.behaviour;

import dev.integrationsdk.call.CallBounds;
import dev.integrationsdk.call.CallLimits;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.internal.Listeners;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.internal.call.Call;
import dev.integrationsdk.internal.call.CallHooks;
import dev.integrationsdk.internal.call.CallLog;
import dev.integrationsdk.internal.call.CallPipeline;
import dev.integrationsdk.internal.call.CalledConnector;
import dev.integrationsdk.internal.call.Cancellation;
import dev.integrationsdk.internal.call.EndedCall;
import dev.integrationsdk.internal.call.LongLimits;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.IntegrationLogEntry;
import dev.integrationsdk.store.LogWindow;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.TurnableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Calls through a pipeline of their own, on a store in memory. */
final class CallScene {
    static final CorrelationId WORK = new CorrelationId("work-1");

    final TurnableClock clock = TurnableClock.create();
    final InMemoryStore store = new InMemoryStore(clock);
    final List<EndedCall> reported = new CopyOnWriteArrayList<>();
    CallBounds bounds = CallBounds.ofDefaults();
    CallHooks hooks = CallHooks.none().withReports(reported::add);
    boolean repeatable = true;
    Cancellation cancellation = new Cancellation();

    /** A new process, as far as calls are concerned. */
    CallPipeline pipeline() {
        return new CallPipeline(
                hooks,
                bounds,
                new LongLimits(store, store.rateUse()),
                RetryPolicy.ofDefaults().withDelays(Duration.ofMillis(1), Duration.ofMillis(2)),
                new CallPipeline.Tools(clock, clock::nanoTime, new TimeOrderedIds(clock), new Listeners(List.of())));
    }

    static CalledConnector connector(String tenant, String id, CallLimits limits) {
        return new CalledConnector(
                ConnectorConfig.builder(TenantId.of(tenant), ConnectorId.of(id), SystemCode.of("fake"))
                        .limits(limits)
                        .build(),
                List.of());
    }

    <T> Call<T> call(CalledConnector connector, Function<CallContext, T> send) {
        return new Call<>(
                connector,
                Direction.PUSH,
                "push contact",
                new Call.Terms(WORK, Actor.of("ann"), Duration.ofSeconds(20), repeatable, false),
                new CallLog(store, store.integrationLog(), hooks.reports()).caller(cancellation),
                send);
    }

    /** Of one connector, the latest last. */
    List<IntegrationLogEntry> log(CalledConnector connector) {
        List<IntegrationLogEntry> latestFirst = new java.util.ArrayList<>(store.inTransaction(
                unit -> store.integrationLog().list(unit, connector.key(), LogWindow.latest(1_000))));
        java.util.Collections.reverse(latestFirst);
        return latestFirst;
    }

    static ErrorCode refusal(Runnable call) {
        try {
            call.run();
        } catch (IntegrationException refused) {
            return refused.code();
        }
        throw new AssertionError("the call was answered");
    }

    static IntegrationException failure(ErrorCode code) {
        return new IntegrationException(code, "as scripted");
    }
}
