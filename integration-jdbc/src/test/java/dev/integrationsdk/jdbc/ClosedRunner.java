package dev.integrationsdk.jdbc;

import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.run.Runner;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.StreamId;

/** Begins no run. */
final class ClosedRunner implements Runner {
    @Override
    public JobRun run(RunRequest request) {
        throw new IntegrationException(ErrorCode.CANCELLED, "closed");
    }

    @Override
    public boolean cancel(StreamId stream) {
        return false;
    }

    @Override
    public void close() {
        // it is closed
    }
}
