package dev.integrationsdk.internal.sync;

import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.mapping.MappedRecord;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.UnreadableRecord;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects pages into a group and does what needs no database: field mapping and hashing. Confined to one thread. */
final class GroupBuilder {
    private final FieldMapping mapping;
    private final RunLimits limits;
    private final Instant begun;
    private final ContentHasher hasher = new ContentHasher();
    private final List<PreparedChange> changes = new ArrayList<>();
    private final List<UnreadableRecord> unreadable = new ArrayList<>();
    private @Nullable PullPage latest;
    private int pages;

    GroupBuilder(FieldMapping mapping, RunLimits limits, Instant begun) {
        this.mapping = mapping;
        this.limits = limits;
        this.begun = begun;
    }

    void add(PullPage page) {
        for (Change change : page.changes()) {
            changes.add(prepare(change));
        }
        unreadable.addAll(page.unreadable());
        latest = page;
        pages++;
    }

    boolean isEmpty() {
        return latest == null;
    }

    boolean isFull(Instant now) {
        return pages >= limits.pagesPerCommit()
                || hasher.bytes() >= limits.bytesPerCommit()
                || !now.isBefore(begun.plus(limits.groupAge()));
    }

    PageGroup build() {
        return build(Optional.empty());
    }

    /** @throws IntegrationException the failure itself, if no page was fetched before it */
    PageGroup cutShort(IntegrationException failure) {
        if (latest == null) {
            throw failure;
        }
        return build(Optional.of(failure));
    }

    private PageGroup build(Optional<IntegrationException> failure) {
        if (latest == null) {
            throw new IllegalStateException("the group has no page");
        }
        return new PageGroup(changes, unreadable, latest.next(), latest.completeness(), latest.total(), failure);
    }

    private PreparedChange prepare(Change change) {
        if (!(change instanceof Change.Upserted upserted)) {
            return PreparedChange.without(change, Optional.empty());
        }
        try {
            MappedRecord record = mapping.toHost(upserted.record().attributes());
            Attributes mapped = record.attributes();
            return new PreparedChange(change, mapped, hasher.hash(mapped), Optional.empty(), record.unknown());
        } catch (IntegrationException unmappable) {
            return PreparedChange.without(change, Optional.of(unmappable));
        }
    }
}
