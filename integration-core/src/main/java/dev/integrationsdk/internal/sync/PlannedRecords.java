package dev.integrationsdk.internal.sync;

import dev.integrationsdk.scan.ReconcilePlan;
import dev.integrationsdk.scan.ReconcilePlan.Difference;
import dev.integrationsdk.scan.ReconcilePlan.Finding;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Change;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A full scan of which only the records of a plan are used, and behind it a deletion of each that was to be missing there and
 * is missing still. One for each repair, which always begins anew; thread-safe.
 */
final class PlannedRecords implements PullSource {
    private static final String GONE = "gone ";

    private final PullSource source;
    private final Set<ExternalId> wanted = new HashSet<>();
    private final List<ExternalId> missing;
    private final Set<ExternalId> doubtful;
    private final Set<ExternalId> listed = ConcurrentHashMap.newKeySet();

    PlannedRecords(PullSource source, ReconcilePlan plan) {
        this.source = source;
        for (Finding finding : plan.findings()) {
            if (finding.difference() != Difference.MISSING_THERE) {
                wanted.add(finding.externalId());
            }
        }
        this.missing = plan.findings().stream()
                .filter(finding -> finding.difference() == Difference.MISSING_THERE)
                .map(Finding::externalId)
                .toList();
        this.doubtful = new HashSet<>(missing);
    }

    @Override
    public PullPage pull(PullRequest request) {
        Optional<Integer> gone = request.from()
                .map(SyncCheckpoint::watermark)
                .filter(text -> text.startsWith(GONE))
                .map(text -> Integer.parseInt(text.substring(GONE.length())));
        return gone.isPresent() ? gone(gone.get(), request.maxRecords()) : scanned(source.pull(request));
    }

    private PullPage scanned(PullPage page) {
        page.changes().forEach(change -> list(change.externalId()));
        page.unreadable().forEach(record -> record.externalId().ifPresent(this::list));
        List<Change> changes = page.changes().stream()
                .filter(change -> wanted.contains(change.externalId()))
                .toList();
        if (!page.isLast()) {
            return PullPage.more(changes, page.next());
        }
        boolean mayDelete = page.completeness().equals(Optional.of(Completeness.COMPLETE)) && !missing.isEmpty();
        return mayDelete
                ? PullPage.more(changes, at(0))
                : PullPage.last(changes, page.next(), page.completeness().orElseThrow());
    }

    private void list(ExternalId id) {
        if (doubtful.contains(id)) {
            listed.add(id);
        }
    }

    private PullPage gone(int from, int limit) {
        int end = Math.min(from + limit, missing.size());
        List<Change> changes = missing.subList(from, end).stream()
                .filter(id -> !listed.contains(id))
                .map(id -> Change.deleted(id, Change.DeleteKind.DELETED))
                .toList();
        return end < missing.size()
                ? PullPage.more(changes, at(end))
                : PullPage.last(changes, at(end), Completeness.COMPLETE);
    }

    private static SyncCheckpoint at(int index) {
        return SyncCheckpoint.of(1, GONE + index);
    }
}
