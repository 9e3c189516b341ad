package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.adapters.hubspot.DeltaPosition.Archived;
import dev.integrationsdk.adapters.hubspot.DeltaPosition.Live;
import dev.integrationsdk.adapters.hubspot.DeltaPosition.Merges;
import dev.integrationsdk.adapters.hubspot.DeltaPosition.Ties;
import dev.integrationsdk.adapters.hubspot.HubSpotApi.Listing;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRange;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.pull.UnreadableRecord;
import dev.integrationsdk.spi.record.Change;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads what changed since the watermark. Three feeds are needed: search for live records (it finds ids, their values are
 * read by id), the survivors' own list for merged ones, and the archived listing, since archiving leaves no date behind.
 * Immutable.
 */
final class DeltaScan {
    private static final Instant EARLIEST = Instant.ofEpochSecond(1);

    private final RecordReader reader;
    private final Clock clock;
    private final Duration overlap;

    DeltaScan(RecordReader reader, Clock clock, Duration overlap) {
        this.reader = reader;
        this.clock = clock;
        this.overlap = overlap;
    }

    /** What the steps of one page share. */
    private record Step(ObjectType type, PullRequest request, Instant watermark, DeltaState state) {
        int limit() {
            return Math.min(request.maxRecords(), HubSpotApi.MAX_PAGE);
        }

        Step with(DeltaState corrected) {
            return new Step(type, request, watermark, corrected);
        }

        PullPage more(List<Change> changes, DeltaPosition next) {
            String cursor = state.at(next).cursor(type);
            return PullPage.more(changes, Cursor.checkpoint(watermark).withCursor(cursor));
        }
    }

    PullPage page(ObjectType type, PullRequest request) {
        Instant watermark = request.range()
                .map(DeltaScan::firstMillisecond)
                .or(() -> Cursor.watermark(request))
                .filter(EARLIEST::isBefore)
                .orElse(EARLIEST);
        Optional<DeltaState> known = DeltaState.read(request, type);
        DeltaState state = known.orElseGet(() -> beginning(request, watermark));
        Step step = new Step(type, request, watermark, state);
        if (state.position() instanceof Live live) {
            return live(step, live, known.isEmpty());
        }
        if (state.position() instanceof Ties ties) {
            return ties(step, ties);
        }
        if (state.position() instanceof Merges merges) {
            return merges(step, merges);
        }
        if (state.position() instanceof Archived archived) {
            return archived(step, archived);
        }
        throw new IllegalStateException("no step for " + state.position().getClass());
    }

    /** HubSpot counts in milliseconds: the first one that is not before the range. */
    private static Instant firstMillisecond(PullRange range) {
        return range.from().plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
    }

    /** A range ends before an instant, a delta where it began. */
    private DeltaState beginning(PullRequest request, Instant watermark) {
        DeltaState beginning = DeltaState.beginning(clock.instant(), watermark);
        return request.range().isEmpty()
                ? beginning
                : beginning.endingBefore(request.range().get().until());
    }

    private PullPage live(Step step, Live at, boolean isFirst) {
        if (at.offset() + step.limit() > LiveSearch.REACH) {
            throw new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD,
                    "HubSpot's search shows " + LiveSearch.REACH + " records with dates that it was not asked for");
        }
        RecordPage found = reader.api()
                .search(
                        step.type(),
                        LiveSearch.since(step.type(), at, step.request().range(), step.limit()),
                        step.request().call());
        Step corrected = isFirst && step.request().range().isEmpty()
                ? step.with(step.state().answeredAt(found))
                : step;
        List<RemoteRecord> records = List.copyOf(found.records());
        long[] dates = records.stream()
                .mapToLong(record -> record.modified(step.type())
                        .map(Instant::toEpochMilli)
                        .filter(date -> step.request().range().isEmpty()
                                || date <= step.state().stop())
                        .orElse(LiveProgress.UNKNOWN))
                .toArray();
        return changed(corrected, found, records, taken -> LiveProgress.afterLive(at, dates, taken, found.after()));
    }

    private PullPage ties(Step step, Ties at) {
        RecordPage found = reader.api()
                .search(
                        step.type(),
                        LiveSearch.within(step.type(), at, step.limit()),
                        step.request().call());
        List<RemoteRecord> records = found.records().stream()
                .sorted(Comparator.comparing(record -> record.id().value(), RemoteRecord.ID_ORDER))
                .toList();
        List<String> ids = RecordReader.ids(records);
        return changed(step, found, records, taken -> LiveProgress.afterTies(at, ids, taken, found.hasNext()));
    }

    /** Says where to go on after the first so many records. */
    @FunctionalInterface
    private interface Progress {
        DeltaPosition after(int taken);
    }

    private PullPage changed(Step step, RecordPage found, List<RemoteRecord> records, Progress progress) {
        CallContext call = step.request().call();
        Wanted wanted = reader.wanted(step.type(), step.request().fields(), call);
        RecordPage values = reader.read(step.type(), RecordReader.ids(records), wanted, call);
        ChangeBatch batch = new ChangeBatch(step.request().maxRecords());
        int taken = 0;
        Optional<Merges> unfinished = Optional.empty();
        while (taken < records.size() && unfinished.isEmpty()) {
            RemoteRecord survivor = values.byId().get(records.get(taken).id());
            if (survivor != null && !batch.offer(survivor)) {
                break;
            }
            taken++;
            unfinished = survivor == null ? Optional.empty() : merged(batch, survivor, "", progress.after(taken));
        }
        DeltaPosition next = unfinished.isPresent() ? unfinished.get() : progress.after(taken);
        List<UnreadableRecord> unreadable = new ArrayList<>(found.unreadable());
        unreadable.addAll(values.unreadable());
        return step.more(batch.changes(), next).withUnreadable(unreadable);
    }

    /** @return what is left to do about the record, if not all of its merges found room */
    private static Optional<Merges> merged(
            ChangeBatch batch, RemoteRecord survivor, String lastId, DeltaPosition then) {
        List<String> mergedIds = survivor.mergedIds();
        String added = batch.addMerges(survivor, lastId);
        return mergedIds.isEmpty() || added.equals(mergedIds.get(mergedIds.size() - 1))
                ? Optional.empty()
                : Optional.of(new Merges(survivor.id(), added, then));
    }

    private PullPage merges(Step step, Merges at) {
        RecordPage values = reader.api()
                .read(
                        step.type(),
                        List.of(at.survivor().value()),
                        Wanted.onlyIds(),
                        step.request().call());
        RemoteRecord survivor = values.byId().get(at.survivor());
        if (survivor == null) {
            return step.more(List.of(), at.then()).withUnreadable(values.unreadable());
        }
        ChangeBatch batch = new ChangeBatch(step.request().maxRecords());
        Optional<Merges> unfinished = merged(batch, survivor, at.lastId(), at.then());
        return step.more(batch.changes(), unfinished.isPresent() ? unfinished.get() : at.then());
    }

    private PullPage archived(Step step, Archived at) {
        if (step.request().range().isPresent()) {
            return PullPage.last(List.of(), Cursor.checkpoint(step.watermark()), Completeness.COMPLETE);
        }
        Listing listing = new Listing(Wanted.onlyIds(), step.limit(), at.after(), true);
        RecordPage page = reader.api().list(step.type(), listing, step.request().call());
        ArchivedRecords records = new ArchivedRecords(step.request().maxRecords());
        Optional<Archived> rest = records.tell(page, step.watermark(), at);
        if (rest.isPresent()) {
            return step.more(records.changes(), rest.get());
        }
        if (!page.hasNext()) {
            return PullPage.last(records.changes(), finished(step), Completeness.COMPLETE)
                    .withUnreadable(page.unreadable());
        }
        String next = page.after().orElseThrow();
        if (next.equals(at.after())) {
            throw new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD,
                    "HubSpot's listing of archived " + step.type().path() + " turns in a circle");
        }
        return step.more(records.changes(), new Archived(next)).withUnreadable(page.unreadable());
    }

    /** Never before the watermark of now, and never past the start of this scan. */
    private SyncCheckpoint finished(Step step) {
        Instant start = Instant.ofEpochMilli(step.state().start()).minus(overlap);
        return Cursor.checkpoint(start.isAfter(step.watermark()) ? start : step.watermark());
    }
}
