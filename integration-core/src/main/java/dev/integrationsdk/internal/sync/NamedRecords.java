package dev.integrationsdk.internal.sync;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.RecordSource;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.pull.UnreadableRecord;
import dev.integrationsdk.spi.record.Change;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Records that somebody has named, page by page as if they were a scan: first those whose state is given, then those that
 * the adapter reads by their ids. Immutable.
 */
final class NamedRecords implements PullSource {
    private static final int FORMAT = 1;

    private final RecordsAsked asked;
    private final Optional<RecordSource> reader;
    private final Set<ExternalId> given;

    /** @throws IntegrationException UNSUPPORTED if records are to be read and the adapter cannot */
    NamedRecords(RecordsAsked asked, Optional<RecordSource> reader) {
        if (!asked.ids().isEmpty() && reader.isEmpty()) {
            throw new IntegrationException(
                    ErrorCode.UNSUPPORTED,
                    "this system's adapter cannot read single records, and no state of them is kept");
        }
        this.asked = asked;
        this.reader = reader;
        this.given = new HashSet<>();
        asked.given().forEach(change -> given.add(change.externalId()));
    }

    /** Whether the record's state was given, so that it counts only as long as the record still waits for it. */
    boolean isGiven(ExternalId id) {
        return given.contains(id);
    }

    /** The page at this position, if nobody has to be asked for it. */
    Optional<PullPage> givenPage(Optional<SyncCheckpoint> from, int limit) {
        int begin = index(from);
        int end = Math.min(begin + limit, asked.given().size());
        boolean here = begin < end || (begin == 0 && asked.size() == 0);
        return here ? Optional.of(page(asked.given().subList(begin, end), end)) : Optional.empty();
    }

    @Override
    public PullPage pull(PullRequest request) {
        RecordSource source = reader.orElseThrow();
        int begin = index(request.from());
        int skipped = begin - asked.given().size();
        int limit = Math.min(request.maxRecords(), most(source, request.entityType()));
        List<ExternalId> ids = asked.ids()
                .subList(skipped, Math.min(skipped + limit, asked.ids().size()));
        List<Change> changes =
                source.read(new RecordSource.Request(request.entityType(), ids, request.fields(), request.call()));
        return page(changes, begin + ids.size()).withUnreadable(unanswered(ids, changes));
    }

    private static int most(RecordSource source, EntityType entityType) {
        return Math.max(1, source.maxIds(entityType));
    }

    private PullPage page(List<Change> changes, int end) {
        SyncCheckpoint next = SyncCheckpoint.of(FORMAT, Integer.toString(end));
        return end < asked.size() ? PullPage.more(changes, next) : PullPage.last(changes, next, Completeness.COMPLETE);
    }

    private static List<UnreadableRecord> unanswered(List<ExternalId> ids, List<Change> changes) {
        Set<ExternalId> open = RecordReader.requireAsked(ids, changes);
        Stream<ExternalId> missing = ids.stream().filter(open::contains);
        return missing.map(
                        id -> new UnreadableRecord(Optional.of(id), "read by id", "the remote did not answer for it"))
                .toList();
    }

    private static int index(Optional<SyncCheckpoint> from) {
        return from.map(position -> Integer.parseInt(position.watermark())).orElse(0);
    }
}
