package dev.integrationsdk.internal.operate;

import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.internal.sync.RecordsAsked;
import dev.integrationsdk.internal.sync.StreamRunner;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.Records;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import java.util.Collection;
import java.util.List;

/** Runs over named records. Immutable and thread-safe. */
public final class RecordOperations implements Records {
    private final StreamRunner runner;

    public RecordOperations(StreamRunner runner) {
        this.runner = runner;
    }

    @Override
    public JobRun pull(Actor actor, EntityScope scope, Collection<ExternalId> ids) {
        List<ExternalId> once = ids.stream().distinct().toList();
        if (once.isEmpty() || once.size() > MOST) {
            throw new IllegalArgumentException("name 1 to " + MOST + " records, and not " + once.size());
        }
        return runner.run(request(By.of(actor), scope), RecordsAsked.of(once));
    }

    static RunRequest request(By by, EntityScope scope) {
        return new RunRequest(new StreamId(scope, ScanKind.RECORD), by.actor(), by.correlationId());
    }
}
