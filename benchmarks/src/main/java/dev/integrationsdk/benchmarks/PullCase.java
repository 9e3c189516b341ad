package dev.integrationsdk.benchmarks;

import java.util.Locale;

/** What a pull finds, in the order in which the cases follow each other on one database. */
enum PullCase {
    /** Empty tables: every record is new. */
    FIRST,
    /** Nothing has changed since. */
    SAME,
    /** A property of every record has changed. */
    CHANGED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
