package dev.integrationsdk.internal.operate;

import dev.integrationsdk.internal.connector.ConnectorOffice;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.run.Runner;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.StreamId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After a run that succeeded, tries again what is due in its scope, and what waited for records that it brought. Whatever
 * becomes of that stands in job runs of its own. Thread-safe.
 */
public final class FollowingRunner implements Runner {
    private static final Logger LOG = LoggerFactory.getLogger(FollowingRunner.class);

    private final Runner runner;
    private final LetterOperations letters;
    private final ConnectorOffice office;

    public FollowingRunner(Runner runner, LetterOperations letters, ConnectorOffice office) {
        this.runner = runner;
        this.letters = letters;
        this.office = office;
    }

    @Override
    public JobRun run(RunRequest request) {
        JobRun run = runner.run(request);
        if (run.status() == RunStatus.SUCCEEDED) {
            follow(request.stream().scope());
        }
        return run;
    }

    /** Ends, since a scope is looked at again only after records of it were applied that had waited. */
    private void follow(EntityScope first) {
        Deque<EntityScope> scopes = new ArrayDeque<>(office.inTransaction(unit -> letters.following(unit, first)));
        while (!scopes.isEmpty()) {
            EntityScope scope = scopes.remove();
            try {
                Optional<JobRun> run = letters.retryDue(Actor.SYSTEM, scope);
                if (run.filter(ended -> applied(ended.counts()) > 0).isPresent()) {
                    scopes.addAll(office.inTransaction(unit -> letters.following(unit, scope)));
                }
            } catch (IntegrationException failure) {
                LOG.info("What is due in {} could not be tried again: {}", scope, failure.explanation());
            }
        }
    }

    private static long applied(RunCounts counts) {
        return counts.of(RecordState.CREATED)
                + counts.of(RecordState.UPDATED)
                + counts.of(RecordState.ADOPTED)
                + counts.of(RecordState.DELETED);
    }

    @Override
    public boolean cancel(StreamId stream) {
        return runner.cancel(stream);
    }

    @Override
    public void close() {
        runner.close();
    }
}
