package dev.integrationsdk.internal.sync;

import dev.integrationsdk.run.RunRequest;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Puts a run's names on every log line of its thread, and takes them off again. */
final class LogContext implements AutoCloseable {
    private final @Nullable Map<String, String> former = MDC.getCopyOfContextMap();

    private LogContext() {}

    static LogContext of(RunRequest request) {
        LogContext context = new LogContext();
        MDC.put("correlationId", request.correlationId().value());
        MDC.put("tenant", request.stream().tenant().value());
        MDC.put("connector", request.stream().connector().value());
        MDC.put("entityType", request.stream().entityType().value());
        return context;
    }

    void run(UUID id) {
        MDC.put("runId", id.toString());
    }

    @Override
    public void close() {
        MDC.setContextMap(former == null ? Map.of() : former);
    }
}
