package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.adapters.hubspot.DeltaPosition.Archived;
import dev.integrationsdk.adapters.hubspot.DeltaPosition.Live;
import dev.integrationsdk.adapters.hubspot.DeltaPosition.Ties;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where an incremental scan goes on after a page of search results. It may read a record twice but never pass one by,
 * and every step brings it forward. Pure functions.
 */
final class LiveProgress {
    /** Stands for a date that could not be read. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private LiveProgress() {}

    /**
     * @param dates of the page's records, in its order
     * @param taken how many of them were used
     * @param after the remote's next offset; empty if the page is the last one
     */
    static DeltaPosition afterLive(Live at, long[] dates, int taken, Optional<String> after) {
        boolean all = taken == dates.length;
        if (all && after.isEmpty()) {
            return new Archived("");
        }
        long reached = all ? reliablyReached(at.fromMillis(), dates) : earliest(dates, taken);
        if (reached > at.fromMillis()) {
            return new Live(reached);
        }
        if (Arrays.stream(dates).anyMatch(date -> date == at.fromMillis())) {
            return new Ties(at.fromMillis(), "");
        }
        // Only records whose date has moved since they were indexed: go on by offset until one has not.
        return new Live(at.fromMillis(), all ? nextOffset(at, after) : at.offset() + taken);
    }

    /**
     * @param ids of the page's records, in the order of their numbers
     * @param taken how many of them were used
     */
    static DeltaPosition afterTies(Ties at, List<String> ids, int taken, boolean hasNext) {
        if (taken == ids.size() && !hasNext) {
            return new Live(at.millis() + 1);
        }
        if (taken == 0 || RemoteRecord.ID_ORDER.compare(ids.get(taken - 1), at.lastId()) <= 0) {
            throw standstill();
        }
        return new Ties(at.millis(), ids.get(taken - 1));
    }

    /**
     * The latest date that no later record of the page falls below, and that another record confirms. Search sorts by
     * its index but shows dates that may be newer, so that a date out of order says nothing about what was passed.
     */
    private static long reliablyReached(long from, long[] page) {
        long[] dates = Arrays.stream(page).filter(date -> date >= from).toArray();
        if (dates.length == 0) {
            return from;
        }
        long smallestLater = dates[dates.length - 1];
        for (int i = dates.length - 2; i >= 0; i--) {
            if (dates[i] <= smallestLater && dates[i] > from) {
                return dates[i];
            }
            smallestLater = Math.min(smallestLater, dates[i]);
        }
        return dates[dates.length - 1];
    }

    private static long earliest(long[] dates, int first) {
        return Arrays.stream(dates, first, dates.length).min().orElseThrow();
    }

    private static int nextOffset(Live at, Optional<String> after) {
        int offset = after.filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .orElse(0);
        if (offset <= at.offset()) {
            throw standstill();
        }
        return offset;
    }

    private static IntegrationException standstill() {
        return new IntegrationException(
                ErrorCode.INVALID_PAYLOAD,
                "HubSpot's search gave nothing to go on from: its answer has no new id or date");
    }
}
