package dev.integrationsdk.internal.operate;

import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.internal.sync.RecordsAsked;
import dev.integrationsdk.internal.sync.StreamRunner;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import java.util.List;

/** Runs in the name of whoever has decided. Thread-safe. */
public final class DecidedRuns implements ReviewOperations.Runs {
    private final StreamRunner runner;

    public DecidedRuns(StreamRunner runner) {
        this.runner = runner;
    }

    @Override
    public void again(By by, EntityScope scope, List<ExternalId> records) {
        runner.run(request(by, new StreamId(scope, ScanKind.RECORD)), RecordsAsked.of(records));
    }

    @Override
    public void conclude(By by, StreamId stream) {
        runner.conclude(request(by, stream));
    }

    private static RunRequest request(By by, StreamId stream) {
        return new RunRequest(stream, by.actor(), by.correlationId());
    }
}
