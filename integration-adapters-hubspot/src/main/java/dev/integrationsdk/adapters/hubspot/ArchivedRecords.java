package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.adapters.hubspot.DeltaPosition.Archived;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.Change.DeleteKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells what was archived, and with it what had been merged into it: whoever never saw the survivor alive would keep those
 * for ever. Confined to one page.
 */
final class ArchivedRecords {
    private final int limit;
    private final List<Change> changes = new ArrayList<>();

    ArchivedRecords(int limit) {
        this.limit = limit;
    }

    /** @return where to go on within the page, if not all of it found room */
    Optional<Archived> tell(RecordPage page, Instant since, Archived at) {
        List<RemoteRecord> records = page.records().stream()
                .filter(record ->
                        record.archived().map(date -> !date.isBefore(since)).orElse(true))
                .filter(record -> RemoteRecord.ID_ORDER.compare(record.id().value(), at.recordId()) >= 0)
                .sorted(Comparator.comparing(record -> record.id().value(), RemoteRecord.ID_ORDER))
                .toList();
        Archived told = at;
        for (RemoteRecord record : records) {
            for (String gone : untold(record, at)) {
                if (changes.size() == limit) {
                    return Optional.of(told);
                }
                changes.add(Change.deleted(ExternalId.of(gone), DeleteKind.ARCHIVED));
                String id = record.id().value();
                told = new Archived(at.after(), id, gone.equals(id) ? "" : gone);
            }
        }
        return Optional.empty();
    }

    /** The record itself, then those that went into it. */
    private static List<String> untold(RemoteRecord record, Archived at) {
        String id = record.id().value();
        return id.equals(at.recordId())
                ? record.mergedIds().stream()
                        .filter(merged -> RemoteRecord.ID_ORDER.compare(merged, at.mergedId()) > 0)
                        .toList()
                : Stream.concat(Stream.of(id), record.mergedIds().stream()).toList();
    }

    List<Change> changes() {
        return changes;
    }
}
