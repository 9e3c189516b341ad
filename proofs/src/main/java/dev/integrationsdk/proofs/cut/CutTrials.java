package dev.integrationsdk.proofs.cut;

import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.proofs.Evidence;
import dev.integrationsdk.proofs.ScriptedRemote;
import dev.integrationsdk.proofs.SmallHost;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Runs a host whose connections are cut, then again without any fault until the end, and looks in between and afterwards
 * whether anything is lost or twice. Confined to one thread.
 */
final class CutTrials {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final int MOST_RUNS = 10_000;

    private final Ground ground;
    private final Tally tally = new Tally();
    private final ScriptedRemote script;
    private UnaryOperator<TransactionRunner> transactions = UnaryOperator.identity();

    CutTrials(Ground ground, ScriptedRemote script) {
        this.ground = ground;
        this.script = script;
    }

    /** Puts another runner in the library's place: a planted fault. */
    CutTrials transactions(UnaryOperator<TransactionRunner> wrapping) {
        transactions = wrapping;
        return this;
    }

    Tally tally() {
        return tally;
    }

    /** One run of which only the transaction of the second page follows the plan; then the rest in peace. */
    void secondPage(String what, CutPlan plan) {
        String tenant = "trial-" + NUMBERS.incrementAndGet();
        ArmedAtSecondPage armed = new ArmedAtSecondPage(plan);
        try (SmallHost host = open(tenant, armed)) {
            tally.trial(what, forced(host));
        }
    }

    /** One run that follows the plan from its beginning; then the rest in peace. */
    void wholeRun(String what, CutPlan plan) {
        try (SmallHost host = open("trial-" + NUMBERS.incrementAndGet(), new IntegrationListener() {})) {
            ground.proxy().follow(plan);
            tally.trial(what, forced(host));
        }
    }

    /** Runs that follow the plan all the time, until one is through. */
    void untilTheEnd(String what, CutPlan plan) {
        List<String> differences = new ArrayList<>();
        try (SmallHost host = open("trial-" + NUMBERS.incrementAndGet(), new IntegrationListener() {})) {
            boolean through = false;
            for (int runs = 0; !through && differences.isEmpty() && runs < MOST_RUNS; runs++) {
                ground.proxy().follow(plan);
                boolean succeeded = run(host, differences);
                ground.proxy().follow(CutPlan.NONE);
                differences.addAll(host.evidence().contradictions());
                through = succeeded || isComplete(host);
            }
            differences.addAll(host.evidence().missingAtTheEnd());
        }
        tally.trial(what, differences);
    }

    private SmallHost open(String tenant, IntegrationListener listener) {
        Witness witness = new Witness();
        SmallHost host = ground.host(tenant)
                .script(script)
                .transactions(transactions)
                .listener(witness)
                .listener(listener)
                .open();
        witness.look = host::evidence;
        return host;
    }

    private List<String> forced(SmallHost host) {
        List<String> differences = new ArrayList<>();
        boolean through = run(host, differences);
        ground.proxy().follow(CutPlan.NONE);
        if (!through) {
            differences.addAll(host.evidence().contradictions());
            through = isComplete(host) || (differences.isEmpty() && run(host, differences));
        }
        if (through) {
            differences.addAll(host.evidence().missingAtTheEnd());
        } else if (differences.isEmpty()) {
            differences.add("the run in peace did not come to its end");
        }
        return differences;
    }

    /** A run that did not hear of its last commit says INCOMPLETE, and one more would be a new scan. */
    private static boolean isComplete(SmallHost host) {
        return host.evidence().missingAtTheEnd().isEmpty();
    }

    /** Returns whether the scan is through; that a cut ends a run early is no difference, any other end is one. */
    private boolean run(SmallHost host, List<String> differences) {
        try {
            JobRun run = host.run();
            if (run.status() == RunStatus.INCOMPLETE) {
                tally.incomplete();
                ground.expireLeases();
            } else if (run.status() != RunStatus.SUCCEEDED) {
                differences.add("the run ended as " + run.status() + " with "
                        + run.failure().map(failure -> failure.code().name()).orElse("no failure"));
            }
            return run.status() == RunStatus.SUCCEEDED;
        } catch (IntegrationException refused) {
            if (!refused.code().equals(ErrorCode.STORE_UNAVAILABLE)
                    && !refused.code().equals(ErrorCode.COMMIT_UNKNOWN)) {
                differences.add("the run was refused with " + refused.code());
            }
            tally.incomplete();
            ground.expireLeases();
            return false;
        }
    }

    /** Reads, whenever the engine is told that the outcome of a page's commit is unknown, what the outcome was. */
    private final class Witness implements IntegrationListener {
        private volatile Supplier<Evidence> look = () -> {
            throw new IllegalStateException("the host is not open yet");
        };
        private long told;
        private boolean amongPages;

        @Override
        public void runStarted(JobRun run) {
            told = look.get().pages();
            amongPages = true;
        }

        @Override
        public void progressed(JobRun run) {
            told++;
            amongPages = told < script.pages();
        }

        @Override
        public void retrying(StreamId stream, IntegrationException failure, int attempt) {
            if (amongPages && failure.code() == ErrorCode.COMMIT_UNKNOWN) {
                tally.unknown(look.get().pages() > told);
            }
        }

        @Override
        public void runEnded(JobRun run) {
            amongPages = false;
        }
    }

    private final class ArmedAtSecondPage implements IntegrationListener {
        private final CutPlan plan;
        private int pages;

        ArmedAtSecondPage(CutPlan plan) {
            this.plan = plan;
        }

        @Override
        public void progressed(JobRun run) {
            pages++;
            ground.proxy().follow(pages == 1 ? plan : CutPlan.NONE);
        }
    }
}
