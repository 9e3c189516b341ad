package dev.integrationsdk.internal.sync;

import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.internal.call.Call;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.spi.push.PushOutcome;
import dev.integrationsdk.spi.push.PushTarget;
import dev.integrationsdk.spi.record.Change;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * Writes the host's rows to the remote: what is sent is stored before the call, and what became of it after it, so that a
 * crash in between leaves a doubt that is settled by looking, never by sending again.
 */
final class PushLoop {
    private final PushRows rows;
    private final PageFetcher.Services services;
    private final BiConsumer<StreamRun, List<Change>> inbound;

    /** @param inbound applies what the remote turned out to hold, where it was newer than what we knew */
    PushLoop(PushRows rows, PageFetcher.Services services, BiConsumer<StreamRun, List<Change>> inbound) {
        this.rows = rows;
        this.services = services;
        this.inbound = inbound;
    }

    // tag::push[]
    /** Writes every row that is marked and due; whatever stops it earlier is thrown after the last commit. */
    void run(StreamRun run, Outgoing outgoing) {
        settleDoubts(run, outgoing);
        while (rows.collect(run, outgoing)) {
            run.stopIfCancelled();
        }
        while (true) {
            run.stopIfCancelled();
            Batch batch = rows.prepare(run, outgoing);
            if (batch.isEmpty()) {
                return;
            }
            Map<String, PushOutcome> outcomes = send(run, outgoing, batch.tasks());
            List<Change> overtaken = rows.settle(run, outgoing, batch.tasks(), outcomes);
            inbound.accept(run, overtaken);
        }
    }
    // end::push[]

    /** Looks after what an earlier run has sent and nobody knows the outcome of. */
    private void settleDoubts(StreamRun run, Outgoing outgoing) {
        List<PushTask> doubtful = rows.doubtful(run, outgoing);
        while (!doubtful.isEmpty()) {
            run.stopIfCancelled();
            rows.settle(run, outgoing, doubtful, verify(run, outgoing, doubtful));
            doubtful = rows.doubtful(run, outgoing);
        }
    }

    private Map<String, PushOutcome> send(StreamRun run, Outgoing outgoing, List<PushTask> tasks) {
        if (tasks.isEmpty()) {
            return Map.of();
        }
        Map<String, PushOutcome> outcomes;
        try {
            outcomes = call(
                    run,
                    new Kind("push", false),
                    tasks,
                    (items, context) -> outgoing.target().push(run.stream().entityType(), items, context));
        } catch (IntegrationException failure) {
            if (!failure.code().mayHaveTakenEffect()) {
                rows.takeBack(run, tasks, failure);
                throw failure;
            }
            outcomes = unknown(tasks, failure);
        }
        return verified(run, outgoing, tasks, outcomes);
    }

    /** Asks once more after those whose outcome is not known. */
    private Map<String, PushOutcome> verified(
            StreamRun run, Outgoing outgoing, List<PushTask> tasks, Map<String, PushOutcome> outcomes) {
        Map<String, PushOutcome> known = new HashMap<>(outcomes);
        List<PushTask> doubtful = tasks.stream()
                .filter(task ->
                        known.getOrDefault(task.item().operationId(), unanswered()) instanceof PushOutcome.Unknown)
                .toList();
        if (!doubtful.isEmpty()) {
            known.putAll(verify(run, outgoing, doubtful));
        }
        return known;
    }

    private Map<String, PushOutcome> verify(StreamRun run, Outgoing outgoing, List<PushTask> doubtful) {
        List<PushTask> findable =
                doubtful.stream().filter(PushRows::isAsItWasSent).toList();
        if (findable.isEmpty()) {
            return Map.of();
        }
        Map<String, PushOutcome> outcomes;
        try {
            outcomes = call(
                    run,
                    new Kind("verify", true),
                    findable,
                    (items, context) -> outgoing.target().verify(run.stream().entityType(), items, context));
        } catch (IntegrationException failure) {
            return unknown(findable, failure);
        }
        Map<String, PushOutcome> found = new HashMap<>(outcomes);
        found.replaceAll((operation, outcome) -> outcome instanceof PushOutcome.Failed ? notWritten() : outcome);
        return found;
    }

    private Map<String, PushOutcome> call(
            StreamRun run,
            Kind kind,
            List<PushTask> tasks,
            BiFunction<List<PushItem>, CallContext, Map<String, PushOutcome>> send) {
        List<PushItem> items = tasks.stream().map(PushTask::item).toList();
        Map<String, PushOutcome> outcomes = services.calls()
                .call(new Call<>(
                        run.connector(),
                        Direction.PUSH,
                        kind.name() + " " + run.stream().entityType(),
                        new Call.Terms(
                                run.job().correlationId(),
                                run.job().requestedBy(),
                                services.limits().callTimeout(),
                                kind.repeatable(),
                                false),
                        new RunCaller(run, services.transactions(), services.listeners()),
                        context -> send.apply(items, context)));
        Set<String> asked = new HashSet<>();
        items.forEach(item -> asked.add(item.operationId()));
        if (outcomes == null || !asked.containsAll(outcomes.keySet())) {
            throw new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD, "the adapter of " + run.stream() + " answered for items nobody sent");
        }
        return outcomes;
    }

    private static Map<String, PushOutcome> unknown(List<PushTask> tasks, IntegrationException failure) {
        Map<String, PushOutcome> outcomes = new HashMap<>();
        tasks.forEach(task -> outcomes.put(task.item().operationId(), new PushOutcome.Unknown(failure)));
        return outcomes;
    }

    /** Looked for and not found: it is sent again. */
    private static PushOutcome notWritten() {
        return new PushOutcome.Failed(new IntegrationException(
                ErrorCode.SERVICE_UNAVAILABLE, "the write did not take effect, as a look at the remote has shown"));
    }

    /** An item without an outcome counts as unknown. */
    static PushOutcome unanswered() {
        return new PushOutcome.Unknown(
                new IntegrationException(ErrorCode.OUTCOME_UNKNOWN, "the adapter did not answer for the item"));
    }

    /** @param repeatable whether the call writes nothing, so that it may be sent again */
    private record Kind(String name, boolean repeatable) {}

    /**
     * Where rows come from and go to. Immutable.
     *
     * @param target the connector's
     * @param hostRows where the host's rows are looked up
     * @param matchBy names of the remote's attributes by which a record that may exist already is found
     * @param intents what the adapter declares that it can write
     * @param isRead whether the records are pulled too, so that both sides are compared
     */
    record Outgoing(
            PushTarget target, HostRows hostRows, Set<String> matchBy, Set<PushItem.Intent> intents, boolean isRead) {}

    /**
     * What is to be sent at once.
     *
     * @param tasks with their items; may be empty though there was work, if every row is the same as before
     * @param looked how many marks were looked at
     */
    record Batch(List<PushTask> tasks, int looked) {
        boolean isEmpty() {
            return looked == 0;
        }
    }
}
