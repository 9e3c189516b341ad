package dev.integrationsdk.proofs;

import dev.integrationsdk.databases.Database;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Stops a worker's run where its assignment says, once a run, and waits to be told how to go on. Thread-safe. */
final class Halting {
    private static final Pattern PORT = Pattern.compile("(?<=^jdbc:(?:postgresql|mariadb)://127\\.0\\.0\\.1:)\\d+");

    private final Optional<Assignment.Halt> where;
    private final Dialogue dialogue;
    private final ShiftedClock clock;
    private final Database direct;
    private final Optional<HoldingRelay> relay;
    private final AtomicInteger reached = new AtomicInteger();

    Halting(Assignment assignment, Dialogue dialogue, ShiftedClock clock) {
        this.where = assignment.halt();
        this.dialogue = dialogue;
        this.clock = clock;
        direct = assignment.database();
        relay = where.filter(halt -> isInCommit(halt.point()))
                .flatMap(halt -> serverPort())
                .map(HoldingRelay::to);
    }

    /** The way to the database on which commits can be held. */
    Database database() {
        return relay.map(standing -> direct.through(serverPort().orElseThrow(), standing.port()))
                .orElse(direct);
    }

    private Optional<Integer> serverPort() {
        return PORT.matcher(direct.url())
                .results()
                .map(MatchResult::group)
                .map(Integer::valueOf)
                .findFirst();
    }

    /** From now on the points are counted anew. */
    void beginRun() {
        reached.set(0);
    }

    /** Stops here if this is the place. */
    void reached(String step) {
        where.filter(halt -> trigger(halt.point()).equals(step))
                .filter(halt -> reached.getAndIncrement() == halt.occurrence())
                .ifPresent(halt -> stop(halt.point()));
    }

    private static boolean isInCommit(Point point) {
        return point == Point.COMMIT_UNDER_WAY || point == Point.COMMIT_UNANSWERED;
    }

    /** What is inside the commit is set up before it. */
    private static String trigger(Point point) {
        return isInCommit(point) ? Point.BEFORE_COMMIT.step() : point.step();
    }

    private void stop(Point point) {
        if (!isInCommit(point)) {
            halt();
        } else if (relay.isEmpty()) {
            dialogue.say(WorkerProcess.HERE);
        } else if (point == Point.COMMIT_UNANSWERED) {
            relay.get().atNextAnswer(this::halt);
        } else {
            relay.get().atNextAnswer(this::obey);
            relay.get().afterNextRequest(() -> dialogue.say(WorkerProcess.HERE));
        }
    }

    private void halt() {
        dialogue.say(WorkerProcess.HERE);
        obey();
    }

    private void obey() {
        for (String command = dialogue.hearOrEnd(); !command.equals("go"); command = dialogue.hearOrEnd()) {
            clock.shiftTo(Duration.parse(command));
        }
    }
}
