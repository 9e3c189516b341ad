package dev.integrationsdk.internal.sync;

import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.internal.call.Call;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.RecordSource;
import dev.integrationsdk.spi.record.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads named records in a run's name, outside any transaction. Used by the run's own thread. */
final class RecordReader {
    private final StreamRun run;
    private final RecordSource source;
    private final PageFetcher.Services services;

    RecordReader(StreamRun run, RecordSource source, PageFetcher.Services services) {
        this.run = run;
        this.source = source;
        this.services = services;
    }

    /**
     * As they are now; one that the remote does not answer for is left out.
     *
     * @throws IntegrationException INVALID_PAYLOAD if it answers for one that nobody has asked for, or twice
     */
    List<Change> read(List<ExternalId> ids) {
        int most = Math.max(1, Math.min(1_000, source.maxIds(run.stream().entityType())));
        List<Change> all = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += most) {
            run.stopIfCancelled();
            all.addAll(readBatch(ids.subList(from, Math.min(ids.size(), from + most))));
        }
        return all;
    }

    private List<Change> readBatch(List<ExternalId> ids) {
        List<Change> answer = services.calls()
                .call(new Call<>(
                        run.connector(),
                        Direction.PULL,
                        "read " + run.stream().entityType(),
                        new Call.Terms(
                                run.job().correlationId(),
                                run.job().requestedBy(),
                                services.limits().callTimeout(),
                                true,
                                false),
                        new RunCaller(run, services.transactions(), services.listeners()),
                        context -> source.read(new RecordSource.Request(
                                run.stream().entityType(), ids, run.mapping().externalNames(), context))));
        requireAsked(ids, answer);
        return answer;
    }

    /**
     * Every id is answered at most once: one that nobody asked for would be applied in the place of one that was.
     *
     * @return the ids that have no answer
     * @throws IntegrationException INVALID_PAYLOAD
     */
    static Set<ExternalId> requireAsked(List<ExternalId> ids, List<Change> answer) {
        Set<ExternalId> open = new HashSet<>(ids);
        for (Change change : answer) {
            if (!open.remove(change.externalId())) {
                throw new IntegrationException(
                        ErrorCode.INVALID_PAYLOAD,
                        "the adapter answered for record " + change.externalId()
                                + ", which it was not asked for or has answered for already");
            }
        }
        return open;
    }
}
