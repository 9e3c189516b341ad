package dev.integrationsdk.benchmarks;

import java.util.Locale;

/** How the one bad tenant of {@link NeighbourBenchmark} behaves. */
enum NeighbourMood {
    /** As everybody else. */
    WELL,
    /** Its remote takes every request and answers none. */
    HANGING,
    /** Its remote answers every request with 500. */
    FAILING,
    /** Its remote is in order, and it asks far more often than its limits allow. */
    FLOODING;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
