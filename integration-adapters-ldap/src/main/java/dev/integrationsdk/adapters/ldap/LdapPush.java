package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.spi.push.PushOutcome;
import dev.integrationsdk.spi.push.PushTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Changes attributes of entries, one by one, and only those attributes that the setting {@code writable-attributes} names.
 * Creates and deletes nothing. Thread-safe.
 */
final class LdapPush implements PushTarget {
    private static final int MOST_AT_ONCE = 100;

    private final PagedScan.Source source;

    LdapPush(PagedScan.Source source) {
        this.source = source;
    }

    @Override
    public int maxItems(EntityType entityType) {
        return MOST_AT_ONCE;
    }

    @Override
    public Map<String, PushOutcome> push(EntityType entityType, List<PushItem> items, CallContext call) {
        return each(entityType, items, call, EntryWriter::write);
    }

    @Override
    public Map<String, PushOutcome> verify(EntityType entityType, List<PushItem> doubtful, CallContext call) {
        return each(entityType, doubtful, call, EntryWriter::verify);
    }

    private Map<String, PushOutcome> each(
            EntityType entityType,
            List<PushItem> items,
            CallContext call,
            BiFunction<EntryWriter, PushItem, PushOutcome> work) {
        Deadline deadline = Deadline.of(call, source.clock());
        FieldSelection nothing = new FieldSelection(Set.of(FieldSelection.DN), entityType);
        Map<String, PushOutcome> outcomes = new LinkedHashMap<>();
        try (DirectorySession session = source.dialer().open(deadline)) {
            FeedContext context = FeedContext.of(session, source.settings(), Optional.empty(), nothing, deadline);
            EntryWriter writer = new EntryWriter(context, entityType, writable());
            for (PushItem item : items) {
                outcomes.put(item.operationId(), outcome(() -> work.apply(writer, item)));
            }
        }
        return outcomes;
    }

    /** What fails before it was sent has not been written; the writer itself knows what was sent. */
    private static PushOutcome outcome(Supplier<PushOutcome> work) {
        try {
            return work.get();
        } catch (IntegrationException failure) {
            return new PushOutcome.Failed(failure);
        } catch (IllegalArgumentException noId) {
            return new PushOutcome.Failed(
                    new IntegrationException(ErrorCode.NOT_FOUND, "no entry can have this external id", noId));
        }
    }

    private Set<String> writable() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(source.settings().writableAttributes());
        return names;
    }
}
