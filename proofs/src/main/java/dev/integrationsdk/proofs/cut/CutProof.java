package dev.integrationsdk.proofs.cut;

import dev.integrationsdk.databases.DatabaseServer;
import dev.integrationsdk.databases.MariaDbServer;
import dev.integrationsdk.databases.PostgreSqlServer;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.proofs.ScriptedRemote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The long proof: the connection cut, and the answer swallowed, at every message of a whole run, then runs with seeded
 * random cuts for as long as asked. Ends with a line for each database, and with status 1 if anything was lost or twice.
 *
 * <p>Arguments, all optional: seconds of random cuts for each database (60), the first seed (1), and a fault to plant, one
 * of {@link AssumingRunner.Assumption}, with which it must end with status 1.
 */
public final class CutProof {
    private static final ScriptedRemote FEW = new ScriptedRemote(3, 3);
    private static final int MESSAGES_TO_A_CUT = 100;
    private static final int TRIALS_TO_A_LINE = 100;

    private final String product;
    private final CutTrials few;
    private final CutTrials many;

    private CutProof(String product, Ground ground, UnaryOperator<TransactionRunner> runner) {
        this.product = product;
        this.few = new CutTrials(ground, FEW).transactions(runner);
        this.many = new CutTrials(ground, ScriptedRemote.USUAL).transactions(runner);
    }

    public static void main(String[] args) {
        Duration time = Duration.ofSeconds(args.length > 0 ? Long.parseLong(args[0]) : 60);
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        UnaryOperator<TransactionRunner> runner = args.length > 2 ? planted(args[2]) : UnaryOperator.identity();
        List<String> problems = new ArrayList<>();
        try (DatabaseServer server = PostgreSqlServer.start()) {
            problems.addAll(prove(server, time, seed, runner));
        }
        if (MariaDbServer.isAvailable()) {
            try (DatabaseServer server = MariaDbServer.start()) {
                problems.addAll(prove(server, time, seed, runner));
            }
        } else {
            say("mariadb: left out, its server is not on the class path; the profile mariadb brings it");
        }
        problems.forEach(CutProof::say);
        say(problems.isEmpty() ? "PROVEN: nothing lost, nothing twice" : "BROKEN");
        if (!problems.isEmpty()) {
            System.exit(1);
        }
    }

    private static UnaryOperator<TransactionRunner> planted(String name) {
        AssumingRunner.Assumption assumption = AssumingRunner.Assumption.valueOf(name);
        return runner -> new AssumingRunner(runner, assumption);
    }

    private static List<String> prove(
            DatabaseServer server, Duration time, long seed, UnaryOperator<TransactionRunner> runner) {
        try (Ground ground = Ground.of(server)) {
            CutProof proof = new CutProof(server.product(), ground, runner);
            proof.everyMessage();
            proof.randomCuts(time, seed);
            say(server.product() + ": every message: " + proof.few.tally());
            say(server.product() + ": random cuts: " + proof.many.tally());
            List<String> problems = new ArrayList<>(proof.few.tally().problems());
            problems.addAll(proof.many.tally().problems());
            return problems;
        }
    }

    private void everyMessage() {
        OneCut count = OneCut.never();
        few.wholeRun(product + " in peace", count);
        say(product + ": a run of " + FEW.pages() + " pages sends " + count.counted() + " messages");
        for (long message = 1; message <= count.counted(); message++) {
            few.wholeRun(product + " cut before " + message, OneCut.at(message, CutPlan.Fate.CUT_BEFORE));
            if (count.isAnswered(message)) {
                few.wholeRun(
                        product + " answer to " + message + " swallowed",
                        OneCut.at(message, CutPlan.Fate.ANSWER_SWALLOWED));
            }
            if (message % TRIALS_TO_A_LINE == 0) {
                say(product + ": message " + message + " of " + count.counted() + ", " + few.tally());
            }
        }
    }

    private void randomCuts(Duration time, long firstSeed) {
        long end = System.nanoTime() + time.toNanos();
        for (long seed = firstSeed; System.nanoTime() - end < 0; seed++) {
            many.untilTheEnd(product + " seed " + seed, new RandomCuts(seed, MESSAGES_TO_A_CUT));
            if (seed % 10 == 0) {
                say(product + ": seed " + seed + ", " + many.tally());
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
