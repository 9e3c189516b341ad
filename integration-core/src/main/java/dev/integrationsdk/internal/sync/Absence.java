package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.policy.DeletionGuard;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.review.Verdict;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.store.ContentHash;
import dev.integrationsdk.store.RecordMapping;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.ScanPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows from records that a scan did not list: nothing unless it saw everything and every page of it was committed; a
 * question if they are suspiciously many; else their deletion, each of them looked up once more where the adapter can.
 * Thread-safe.
 */
final class Absence {
    private static final Logger LOG = LoggerFactory.getLogger(Absence.class);
    private static final int WINDOW = 1_000;

    private final Repositories repositories;
    private final FencedTransactions transactions;
    private final SyncLoop loop;
    private final PageFetcher.Services services;
    private final TimeOrderedIds ids;

    Absence(
            Repositories repositories,
            FencedTransactions transactions,
            SyncLoop loop,
            PageFetcher.Services services,
            TimeOrderedIds ids) {
        this.repositories = repositories;
        this.transactions = transactions;
        this.loop = loop;
        this.services = services;
        this.ids = ids;
    }

    /** @param last what the scan ended with, committed */
    void conclude(StreamRun run, PageGroup last) {
        Optional<Instant> begun = run.listingSince();
        run.listingSince(null);
        if (begun.isEmpty()) {
            return;
        }
        ScanListing listing = listing(run);
        if (last.completeness().filter(Completeness.COMPLETE::equals).isEmpty() || listing.isBlind()) {
            LOG.info("The scan of {} did not see everything: no record counts as gone", run.stream());
            forget(run);
            return;
        }
        Scan scan = new Scan(run, listing, begun.get());
        AbsentRecords absent = new AbsentRecords();
        scan.forEachWindow(window -> absent.add(window, scan));
        if (mayDelete(run, absent)) {
            if (absent.count() > 0) {
                scan.forEachWindow(window -> delete(run, scan.absent(window), last));
                transactions.fenced(run, unit -> done(run, absent, unit));
            }
            forget(run);
        }
    }

    private void forget(StreamRun run) {
        transactions.fenced(run, unit -> {
            repositories.scans().forget(unit, run.stream());
            return true;
        });
    }

    private ScanListing listing(StreamRun run) {
        List<ScanPart> all = new ArrayList<>();
        List<ScanPart> parts;
        do {
            long after = all.isEmpty() ? 0 : all.get(all.size() - 1).number();
            parts = transactions.fenced(run, unit -> repositories.scans().list(unit, run.stream(), after, 100));
            all.addAll(parts);
        } while (!parts.isEmpty());
        return ScanListing.of(all);
    }

    private boolean mayDelete(StreamRun run, AbsentRecords absent) {
        DeletionGuard guard = run.policy().guard();
        return transactions.fenced(run, unit -> {
            boolean asks = guard.asks(absent.count(), absent.known());
            Optional<String> subject = asks ? Optional.of(absent.subject()) : Optional.empty();
            repositories.reviews().lapse(unit, run.scope(), ReviewKind.MASS_DELETION, subject, now());
            return !asks || isApproved(run, absent, unit);
        });
    }

    private boolean isApproved(StreamRun run, AbsentRecords absent, UnitOfWork unit) {
        Optional<ReviewItem> standing = standing(run, absent, unit);
        if (standing.isEmpty()) {
            repositories
                    .reviews()
                    .raise(unit, run.scope(), List.of(absent.question().item(ids.next(), run, now())));
            LOG.warn(
                    "{} of {} known records of {} are not listed any more: a person is asked",
                    absent.count(),
                    absent.known(),
                    run.stream());
        }
        return standing.filter(item -> item.status() == ReviewStatus.DECIDED)
                .flatMap(ReviewItem::verdict)
                .filter(verdict -> verdict.choice() == Verdict.Choice.APPROVE)
                .isPresent();
    }

    private Optional<ReviewItem> standing(StreamRun run, AbsentRecords absent, UnitOfWork unit) {
        Map<String, ReviewItem> items =
                repositories.reviews().standing(unit, run.scope(), ReviewKind.MASS_DELETION, List.of(absent.subject()));
        return Optional.ofNullable(items.get(absent.subject()));
    }

    /** The position stays where the scan has left it. */
    private void delete(StreamRun run, List<ExternalId> absent, PageGroup last) {
        if (absent.isEmpty()) {
            return;
        }
        run.stopIfCancelled();
        List<Change> changes = run.records()
                .map(source -> new RecordReader(run, source, services).read(absent))
                .orElseGet(() -> absent.stream()
                        .map(id -> Change.deleted(id, Change.DeleteKind.DELETED))
                        .toList());
        GroupBuilder group = new GroupBuilder(run.mapping(), services.limits(), now());
        group.add(PullPage.last(changes, last.next(), Completeness.COMPLETE));
        loop.commit(run, group.build());
    }

    private boolean done(StreamRun run, AbsentRecords absent, UnitOfWork unit) {
        standing(run, absent, unit)
                .filter(item -> item.status() == ReviewStatus.DECIDED)
                .ifPresent(item -> repositories
                        .reviews()
                        .move(unit, item.with(ReviewStatus.CLOSED, item.verdict()), ReviewStatus.DECIDED));
        return true;
    }

    private Instant now() {
        return services.clock().instant();
    }

    /** What was listed, beside what is known. */
    private final class Scan {
        private final StreamRun run;
        private final ScanListing listing;
        private final Instant begun;
        private final ContentHasher hasher = new ContentHasher();

        Scan(StreamRun run, ScanListing listing, Instant begun) {
            this.run = run;
            this.listing = listing;
            this.begun = begun;
        }

        /** All mappings in the order of their ids, each window in a transaction of its own, and used after it. */
        void forEachWindow(Consumer<List<RecordMapping>> use) {
            Optional<ExternalId> after = Optional.empty();
            while (true) {
                Optional<ExternalId> from = after;
                List<RecordMapping> window =
                        transactions.fenced(run, unit -> repositories.mappings().list(unit, run.scope(), from, WINDOW));
                if (window.isEmpty()) {
                    return;
                }
                use.accept(window);
                after = Optional.of(window.get(window.size() - 1).externalId());
            }
        }

        /** Whether the record should have been listed: what another stream has applied meanwhile may be newer than the scan. */
        boolean isKnown(RecordMapping mapping) {
            return mapping.isActive() && !mapping.changedAt().isAfter(begun);
        }

        List<ExternalId> absent(List<RecordMapping> window) {
            return window.stream()
                    .filter(this::isKnown)
                    .map(RecordMapping::externalId)
                    .filter(id -> !listing.lists(hasher, id))
                    .toList();
        }
    }

    /** How many are not listed, and which: by a digest of all, and by name as far as a review item can hold them. */
    private static final class AbsentRecords {
        private final ContentHasher hasher = new ContentHasher();
        private final List<String> named = new ArrayList<>();
        private String digest = "";
        private long count;
        private long known;

        void add(List<RecordMapping> window, Scan scan) {
            known += window.stream().filter(scan::isKnown).count();
            for (ExternalId id : scan.absent(window)) {
                count++;
                ContentHash next = hasher.hash(digest, id.value());
                digest = String.format("%016x%016x", next.high(), next.low());
                if (named.size() < ReviewItem.MOST_ENTRIES) {
                    named.add(id.value());
                }
            }
        }

        long count() {
            return count;
        }

        long known() {
            return known;
        }

        /** Another one for any other set of records. */
        String subject() {
            return "absent " + digest;
        }

        Question question() {
            return new Question(
                    ReviewKind.MASS_DELETION,
                    subject(),
                    Optional.empty(),
                    Optional.empty(),
                    count + " of " + known + " known records are not listed any more: are they to be deleted?",
                    Map.of("records", named));
        }
    }
}
