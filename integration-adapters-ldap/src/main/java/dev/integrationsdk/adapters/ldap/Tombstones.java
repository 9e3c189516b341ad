package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a proof that entries were deleted. That they are not found is none: an account whose rights were narrowed finds
 * nothing either. Confined to one call.
 */
final class Tombstones {
    private final FeedContext context;

    Tombstones(FeedContext context) {
        this.context = context;
    }

    /** Those of them that the directory itself remembers as deleted. */
    Set<ExternalId> of(Set<ExternalId> missing) {
        Set<ExternalId> proven = new HashSet<>();
        if (missing.isEmpty()) {
            return proven;
        }
        Filter named = context.named(List.copyOf(missing));
        try {
            switch (context.server().kind()) {
                case ACTIVE_DIRECTORY ->
                    each(
                            context.namingContext(),
                            Filter.createANDFilter(Filter.createEqualityFilter("isDeleted", "TRUE"), named),
                            proven::add,
                            new Control(ActiveDirectoryTraits.SHOW_DELETED, true));
                case DS_389 -> {
                    each(
                            context.namingContext(),
                            Filter.createANDFilter(Filter.createEqualityFilter("objectClass", "nsTombstone"), named),
                            proven::add);
                    addChangelog(missing, proven);
                }
                case OPENLDAP -> addLogged(missing, proven);
                case EDIRECTORY, GENERIC -> {}
            }
        } catch (IntegrationException refused) {
            if (refused.code() != ErrorCode.PERMISSION_DENIED && refused.code() != ErrorCode.NOT_FOUND) {
                throw refused;
            }
        }
        return proven;
    }

    private void each(String base, Filter filter, Consumer<ExternalId> consumer, Control... controls) {
        context.each(
                base,
                filter,
                List.of(context.id().name()),
                entry -> context.idOf(entry).ifPresent(consumer),
                controls);
    }

    /** Without replication 389 keeps no tombstones, but a log it may keep all the same. */
    private void addChangelog(Set<ExternalId> missing, Set<ExternalId> proven) {
        @Nullable String log = context.server().rootDse().getAttributeValue("changelog");
        if (log == null) {
            return;
        }
        // The id is an attribute that its schema does not know: nobody can search for it.
        context.each(
                log,
                Filter.createEqualityFilter("changeType", "delete"),
                List.of(ChangelogFeed.ID),
                entry -> ChangelogFeed.target(entry, context)
                        .filter(missing::contains)
                        .ifPresent(proven::add));
    }

    private void addLogged(Set<ExternalId> missing, Set<ExternalId> proven) {
        Filter ids = Filter.createORFilter(missing.stream()
                .map(id -> Filter.createEqualityFilter("reqEntryUUID", id.value()))
                .toList());
        Filter deletions = Filter.createANDFilter(Filter.createEqualityFilter("objectClass", "auditDelete"), ids);
        context.each(AccessLogFeed.BASE, deletions, List.of("reqEntryUUID"), entry -> {
            @Nullable String uuid = entry.getAttributeValue("reqEntryUUID");
            if (uuid != null) {
                proven.add(ExternalId.of(uuid.toLowerCase(Locale.ROOT)));
            }
        });
    }
}
