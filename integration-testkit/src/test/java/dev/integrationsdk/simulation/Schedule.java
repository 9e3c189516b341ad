package dev.integrationsdk.simulation;

import dev.integrationsdk.policy.ConflictPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * What happens, in order: the same for the same seed. Immutable.
 *
 * @param seed it was made of
 * @param terms what stands for the whole of it
 * @param steps in their order
 */
record Schedule(long seed, Terms terms, List<Step> steps) {
    private static final ConflictPolicy[] POLICIES = {
        ConflictPolicy.LATEST_WINS, ConflictPolicy.EXTERNAL_WINS, ConflictPolicy.INTERNAL_WINS
    };
    /** Edits and runs come more often than anything else. */
    private static final Action[] DICE = {
        Action.HERE_NEW, Action.HERE_NEW, Action.THERE_NEW, Action.THERE_NEW, Action.BORN_TWICE,
        Action.HERE_EDIT, Action.HERE_EDIT, Action.HERE_EDIT, Action.THERE_EDIT, Action.THERE_EDIT,
        Action.THERE_EDIT, Action.HERE_DELETE, Action.THERE_DELETE, Action.THERE_MERGE, Action.THERE_REKEY,
        Action.COMPANY_EDIT, Action.COMPANY_EDIT, Action.PULL, Action.PULL, Action.PULL,
        Action.PULL_COMPANIES, Action.FULL, Action.PUSH, Action.PUSH, Action.PUSH,
        Action.FAULT, Action.FAULT, Action.FAULT, Action.CRASH, Action.CRASH,
        Action.CANCEL, Action.TURN, Action.TURN, Action.TURN_BACK, Action.SETTLE
    };

    /** One kind of step. */
    enum Action {
        HERE_NEW,
        HERE_EDIT,
        HERE_DELETE,
        THERE_NEW,
        THERE_EDIT,
        THERE_DELETE,
        THERE_MERGE,
        THERE_REKEY,
        /** The same person on both sides, before either knows of the other. */
        BORN_TWICE,
        COMPANY_EDIT,
        PULL,
        PULL_COMPANIES,
        FULL,
        PUSH,
        /** Waits for the next call that it concerns. */
        FAULT,
        /** The process ends after some more points of its work. */
        CRASH,
        /** The run is cancelled after some more points of its work. */
        CANCEL,
        TURN,
        TURN_BACK,
        /** Edits and faults rest until both sides are to be equal. */
        SETTLE
    }

    /** @param one and other choose what it is done to */
    record Step(Action action, int tenant, int one, int other) {
        @Override
        public String toString() {
            return action + "(" + tenant + "," + one + "," + other + ")";
        }
    }

    /** @param fetchesAhead whether the next group is fetched before this one is committed */
    record Terms(ConflictPolicy conflicts, int recordsPerPage, int pagesPerCommit, boolean fetchesAhead) {}

    static Schedule of(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        Terms terms = new Terms(
                POLICIES[random.nextInt(POLICIES.length)],
                1 + random.nextInt(4),
                1 + random.nextInt(3),
                random.nextBoolean());
        List<Step> steps = new ArrayList<>();
        int length = 10 + random.nextInt(40);
        for (int i = 0; i < length; i++) {
            steps.add(new Step(
                    DICE[random.nextInt(DICE.length)],
                    random.nextInt(World.TENANTS.size()),
                    random.nextInt(1000),
                    random.nextInt(1000)));
        }
        steps.add(new Step(Action.SETTLE, 0, 0, 0));
        return new Schedule(seed, terms, List.copyOf(steps));
    }

    @Override
    public String toString() {
        return "seed " + seed + ", " + terms + "\n  "
                + steps.stream().map(Step::toString).collect(Collectors.joining("\n  "));
    }
}
