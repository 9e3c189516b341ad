package dev.integrationsdk.proofs.cut;

import java.util.HashSet;
import java.util.Set;

/** Cuts at one message, counted from 1, and notes what the others are. Thread-safe. */
final class OneCut implements CutPlan {
    private static final long NEVER = -1;

    private final long at;
    private final Fate fate;
    private final Set<Long> answered = new HashSet<>();
    private long counted;
    private boolean committing;
    private long commitAnswered;
    private boolean struck;

    private OneCut(long at, Fate fate) {
        this.at = at;
        this.fate = fate;
    }

    static OneCut at(long message, Fate fate) {
        return new OneCut(message, fate);
    }

    /** At the first message that makes the server commit. */
    static OneCut atCommit(Fate fate) {
        return new OneCut(0, fate);
    }

    static OneCut never() {
        return new OneCut(NEVER, Fate.PASSES);
    }

    @Override
    public synchronized Fate of(ClientMessage message) {
        counted++;
        if (message.answered()) {
            answered.add(counted);
        }
        committing |= message.commits();
        if (committing && commitAnswered == 0 && message.answered()) {
            commitAnswered = counted;
        }
        boolean strikes = !struck && (counted == at || (at == 0 && message.commits()));
        struck |= strikes;
        return strikes ? fate : Fate.PASSES;
    }

    /** How many messages there have been. */
    synchronized long counted() {
        return counted;
    }

    /** Whether this message had an answer to swallow. */
    synchronized boolean isAnswered(long message) {
        return answered.contains(message);
    }

    /** The number of the message to which the first commit's answer is given; 0 if there was none. */
    synchronized long commitAnswered() {
        return commitAnswered;
    }

    synchronized boolean struck() {
        return struck;
    }
}
