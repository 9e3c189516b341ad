package dev.integrationsdk.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * What one commit of a scan has listed: of each record a hash, so that a scan of a million records takes eight megabytes.
 * Immutable.
 */
public final class ScanPart {
    private final long number;
    private final Instant at;
    private final long[] listed;
    private final boolean blind;

    /**
     * @param number 1 or more, growing within a scan
     * @param at when, by the library's clock
     * @param listed a hash of each record's external id; copied
     * @param blind whether there was a record whose id could not be read, so that absence proves nothing
     */
    public ScanPart(long number, Instant at, long[] listed, boolean blind) {
        this.number = number;
        this.at = Objects.requireNonNull(at, "at");
        this.listed = listed.clone();
        this.blind = blind;
    }

    public long number() {
        return number;
    }

    public Instant at() {
        return at;
    }

    /** A copy. */
    public long[] listed() {
        return listed.clone();
    }

    public boolean isBlind() {
        return blind;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScanPart part
                && number == part.number
                && at.equals(part.at)
                && blind == part.blind
                && Arrays.equals(listed, part.listed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(number, at);
    }

    @Override
    public String toString() {
        return "ScanPart[" + number + ", " + listed.length + " records" + (blind ? ", blind" : "") + "]";
    }
}
