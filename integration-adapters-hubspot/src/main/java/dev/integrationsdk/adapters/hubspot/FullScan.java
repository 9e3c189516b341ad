package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.adapters.hubspot.HubSpotApi.Listing;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Change;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Lists every live record. The cursor holds HubSpot's page token and whether everything could be read so far; the
 * watermark is where the scan began, less the overlap, and stays as it is. Immutable.
 */
final class FullScan {
    private static final String NAME = "full";

    private final RecordReader reader;
    private final Clock clock;
    private final Duration overlap;

    FullScan(RecordReader reader, Clock clock, Duration overlap) {
        this.reader = reader;
        this.clock = clock;
        this.overlap = overlap;
    }

    private record State(Completeness completeness, String after) {
        static State of(Optional<Cursor> cursor) {
            return cursor.map(State::read).orElse(new State(Completeness.COMPLETE, ""));
        }

        private static State read(Cursor cursor) {
            Completeness completeness = switch (cursor.word()) {
                case "complete" -> Completeness.COMPLETE;
                case "partial" -> Completeness.PARTIAL;
                default -> throw Cursor.foreign();
            };
            State state = new State(completeness, cursor.word());
            cursor.end();
            if (state.after.isEmpty()) {
                throw Cursor.foreign();
            }
            return state;
        }

        String words(ObjectType type, String next) {
            String soFar = completeness == Completeness.COMPLETE ? "complete" : "partial";
            return Cursor.of(NAME, type) + Cursor.words(soFar, next);
        }
    }

    PullPage page(ObjectType type, PullRequest request) {
        Optional<Cursor> cursor = Cursor.of(request, NAME, type);
        State state = State.of(cursor);
        Instant began = clock.instant();
        RecordPage listed = listed(type, request, state.after());
        Instant watermark = cursor.isPresent()
                ? Cursor.watermark(request).orElseThrow(Cursor::foreign)
                : listed.earlier(began).minus(overlap).truncatedTo(ChronoUnit.MILLIS);
        if (listed.unreadable().stream().anyMatch(record -> record.externalId().isEmpty())) {
            // A record without an id looks absent, and absence would be taken for deletion.
            state = new State(Completeness.PARTIAL, state.after());
        }
        return page(type, state, listed, Cursor.checkpoint(watermark));
    }

    private static PullPage page(ObjectType type, State state, RecordPage listed, SyncCheckpoint durable) {
        List<Change> changes =
                listed.records().stream().map(RemoteRecord::upserted).toList();
        if (!listed.hasNext()) {
            return PullPage.last(changes, durable, state.completeness()).withUnreadable(listed.unreadable());
        }
        String next = listed.after().orElseThrow();
        if (next.equals(state.after())) {
            throw new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD, "HubSpot's listing of " + type.path() + " turns in a circle");
        }
        return PullPage.more(changes, durable.withCursor(state.words(type, next)))
                .withUnreadable(listed.unreadable());
    }

    private RecordPage listed(ObjectType type, PullRequest request, String after) {
        Wanted wanted = reader.wanted(type, request.fields(), request.call());
        int limit = Math.min(request.maxRecords(), wanted.limit(HubSpotApi.MAX_PAGE));
        return reader.list(type, new Listing(wanted, limit, after, false), request.call());
    }
}
