package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.RecordSource;
import dev.integrationsdk.spi.record.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads records by their ids. One that is not found stays unanswered unless the directory itself says that it was deleted, or
 * it is found where this connector does not read. Thread-safe.
 */
final class LdapRecords implements RecordSource {
    private final PagedScan.Source source;

    LdapRecords(PagedScan.Source source) {
        this.source = source;
    }

    @Override
    public int maxIds(EntityType entityType) {
        return EntriesById.MOST_AT_ONCE;
    }

    @Override
    public List<Change> read(Request request) {
        Deadline deadline = Deadline.of(request.call(), source.clock());
        FieldSelection selection = new FieldSelection(request.fields(), request.entityType());
        try (DirectorySession session = source.dialer().open(deadline)) {
            FeedContext context = FeedContext.of(session, source.settings(), Optional.empty(), selection, deadline);
            context.requireVisibleBase();
            List<ExternalId> possible =
                    request.ids().stream().filter(id -> canBe(id, context)).toList();
            return possible.isEmpty() ? List.of() : read(possible, request.entityType(), selection, context);
        }
    }

    private List<Change> read(List<ExternalId> ids, EntityType type, FieldSelection selection, FeedContext context) {
        Optional<GroupGraph> graph =
                selection.hasMemberships() ? Optional.of(new GroupGraphReader(context).read()) : Optional.empty();
        EntriesById entries =
                new EntriesById(context, type, selection, new EntryReader(selection, source.clock()), graph);
        PageContents contents = new PageContents();
        Set<ExternalId> missing = entries.read(ids, "record", contents);
        if (!missing.isEmpty()) {
            entries.addGone(missing, new Tombstones(context).of(missing), contents);
        }
        return new ArrayList<>(contents.changes());
    }

    private static boolean canBe(ExternalId id, FeedContext context) {
        try {
            return context.id().encode(id).length > 0;
        } catch (IllegalArgumentException otherForm) {
            return false;
        }
    }
}
