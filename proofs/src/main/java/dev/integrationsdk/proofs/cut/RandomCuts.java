package dev.integrationsdk.proofs.cut;

import java.util.Random;

/** Cuts now and then, either way, as a seed says. Thread-safe. */
final class RandomCuts implements CutPlan {
    private final Random random;
    private final int oneIn;

    /** @param oneIn how many messages there are to a cut, on average; commits are cut ten times as often */
    RandomCuts(long seed, int oneIn) {
        this.random = new Random(seed);
        this.oneIn = oneIn;
    }

    @Override
    public synchronized Fate of(ClientMessage message) {
        if (random.nextInt(message.commits() ? Math.max(1, oneIn / 10) : oneIn) > 0) {
            return Fate.PASSES;
        }
        return random.nextBoolean() ? Fate.CUT_BEFORE : Fate.ANSWER_SWALLOWED;
    }
}
