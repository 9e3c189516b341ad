package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import dev.integrationsdk.adapters.ldap.LdapSettings.SearchSettings;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.Change.DeleteKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads named entries as they are now. Confined to one call. */
final class EntriesById {
    /** So many ids in one filter. */
    static final int MOST_AT_ONCE = 200;

    private final FeedContext context;
    private final EntityType type;
    private final FieldSelection selection;
    private final EntryReader reader;
    private final Optional<GroupGraph> graph;

    EntriesById(
            FeedContext context,
            EntityType type,
            FieldSelection selection,
            EntryReader reader,
            Optional<GroupGraph> graph) {
        this.context = context;
        this.type = type;
        this.selection = selection;
        this.reader = reader;
        this.graph = graph;
    }

    /**
     * @param position where they stand, for a person
     * @param contents gets what is there
     * @return the ids that are not there, or not any more among those that are read
     */
    Set<ExternalId> read(List<ExternalId> ids, String position, PageContents contents) {
        RangedValues ranges = new RangedValues(context.session(), context.deadline());
        Set<ExternalId> missing = new LinkedHashSet<>(ids);
        List<String> beside = new ArrayList<>(RecordVersion.ATTRIBUTES);
        beside.add(context.id().name());
        Filter wanted = Filter.createANDFilter(searched().filters().of(type), context.named(ids));
        context.each(searched().baseDn(), wanted, selection.attributes(beside), entry -> {
            context.idOf(entry).ifPresent(missing::remove);
            reader.read(entry, context.id(), position + "[" + contents.size() + "]", ranges, graph, contents);
        });
        return missing;
    }

    /**
     * Adds what is gone for sure: what is somewhere else now, and what is proven to be deleted. What is not found where it
     * was looked for is gone only if something says so.
     *
     * @param proven those that the directory itself says are deleted
     * @return how many are neither here nor anywhere else, without a proof
     */
    int addGone(Set<ExternalId> missing, Set<ExternalId> proven, PageContents contents) {
        Map<ExternalId, Entry> elsewhere = new HashMap<>();
        context.each(
                context.namingContext(),
                context.named(List.copyOf(missing)),
                List.of(context.id().name(), "objectClass"),
                entry -> context.idOf(entry).ifPresent(id -> elsewhere.put(id, entry)));
        int unproven = 0;
        for (ExternalId id : missing) {
            Entry entry = elsewhere.get(id);
            if (entry == null && proven.contains(id)) {
                contents.add(Change.deleted(id, DeleteKind.DELETED));
            } else if (entry == null) {
                unproven++;
            } else if (searched().filters().mayHaveBeen(type, entry)) {
                contents.add(Change.deleted(id, DeleteKind.OUT_OF_SCOPE));
            }
        }
        return unproven;
    }

    private SearchSettings searched() {
        return context.settings().search();
    }
}
