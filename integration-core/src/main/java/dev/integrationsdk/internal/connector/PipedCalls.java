package dev.integrationsdk.internal.connector;

import dev.integrationsdk.internal.call.Call;
import dev.integrationsdk.internal.call.CallLog;
import dev.integrationsdk.internal.call.CallPipeline;
import dev.integrationsdk.internal.call.Cancellation;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.spi.call.CallContext;
import java.time.Duration;
import java.util.function.Function;

/** Calls outside of runs, each on its own through the pipeline; also of connectors that are off. Immutable. */
public final class PipedCalls implements Outbound {
    private final CallPipeline pipeline;
    private final CallLog log;
    private final Duration timeout;

    public PipedCalls(CallPipeline pipeline, CallLog log, Duration timeout) {
        this.pipeline = pipeline;
        this.log = log;
        this.timeout = timeout;
    }

    @Override
    public <T> T call(OpenConnectors.Use use, String operation, By by, Function<CallContext, T> attempt) {
        return pipeline.call(new Call<>(
                use.called(),
                use.direction(),
                operation,
                new Call.Terms(by.correlationId(), by.actor(), timeout, true, true),
                log.caller(new Cancellation()),
                attempt));
    }
}
