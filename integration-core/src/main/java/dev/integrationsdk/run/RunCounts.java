package dev.integrationsdk.run;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How many records ended in which state. Immutable. */
public final class RunCounts {
    private static final RunCounts NONE = new RunCounts(new EnumMap<>(RecordState.class), new TreeMap<>());

    private final Map<RecordState, Long> states;
    private final Map<String, Long> skipReasons;

    private RunCounts(Map<RecordState, Long> states, Map<String, Long> skipReasons) {
        this.states = states;
        this.skipReasons = skipReasons;
    }

    public static RunCounts none() {
        return NONE;
    }

    /** @param skipReasons how many were skipped for which reason */
    public static RunCounts of(Map<RecordState, Long> states, Map<String, Long> skipReasons) {
        Map<RecordState, Long> copy = new EnumMap<>(RecordState.class);
        copy.putAll(states);
        return new RunCounts(copy, new TreeMap<>(skipReasons));
    }

    public RunCounts plus(RunCounts other) {
        RunCounts sum = of(states, skipReasons);
        other.states.forEach((state, count) -> sum.states.merge(state, count, Long::sum));
        other.skipReasons.forEach((reason, count) -> sum.skipReasons.merge(reason, count, Long::sum));
        return sum;
    }

    public long of(RecordState state) {
        return states.getOrDefault(state, 0L);
    }

    /** The sum over all states. */
    public long read() {
        return states.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many brought the host something: all but those that were unchanged, skipped, waiting or dead. */
    public long applied() {
        return of(RecordState.CREATED) + of(RecordState.UPDATED) + of(RecordState.ADOPTED) + of(RecordState.DELETED);
    }

    /** How many were skipped for which reason, in the order of the alphabet. */
    public Map<String, Long> skipReasons() {
        return Collections.unmodifiableMap(skipReasons);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunCounts counts
                && states.equals(counts.states)
                && skipReasons.equals(counts.skipReasons);
    }

    @Override
    public int hashCode() {
        return 31 * states.hashCode() + skipReasons.hashCode();
    }

    @Override
    public String toString() {
        return "read " + read() + " " + states + (skipReasons.isEmpty() ? "" : " " + skipReasons);
    }
}
