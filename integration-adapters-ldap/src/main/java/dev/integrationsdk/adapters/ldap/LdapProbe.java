package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.integrationsdk.adapters.ldap.DirectoryAddress.Protection;
import dev.integrationsdk.adapters.ldap.DirectorySession.Search;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorClass;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.probe.Finding;
import dev.integrationsdk.spi.probe.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a connector can see and what it cannot, looked at without changing anything. Thread-safe. */
final class LdapProbe implements Probe {
    private final PagedScan.Source source;

    LdapProbe(PagedScan.Source source) {
        this.source = source;
    }

    @Override
    public List<Finding> check(Set<EntityType> entityTypes, CallContext call) {
        Deadline deadline = Deadline.of(call, source.clock());
        List<Finding> findings = new ArrayList<>();
        findings.add(encryption());
        try (DirectorySession session = source.dialer().open(deadline)) {
            findings.add(good("reachable", "the directory answers"));
            findings.add(good("authentication", "the directory takes the credentials"));
            look(session, entityTypes, deadline, findings);
        } catch (IntegrationException failure) {
            boolean refused = failure.code().errorClass() == ErrorClass.AUTHENTICATION;
            if (refused) {
                findings.add(good("reachable", "the directory answers"));
            }
            findings.add(bad(refused ? "authentication" : "reachable", failure));
            entityTypes.forEach(type -> findings.add(new Finding(
                    "entries", Optional.of(type), Optional.of(failure.code()), "not looked at for that reason")));
        }
        return findings;
    }

    private void look(DirectorySession session, Set<EntityType> types, Deadline deadline, List<Finding> findings) {
        FieldSelection nothing = new FieldSelection(Set.of(FieldSelection.DN), LdapConnectorProvider.USER);
        try {
            FeedContext context = FeedContext.of(session, source.settings(), Optional.empty(), nothing, deadline);
            findings.add(good(
                    "server",
                    "it is taken for " + context.server().kind().setting() + "; entries are identified by "
                            + context.id()));
            context.requireVisibleBase();
            findings.add(good("base-dn", "is visible"));
            feed(context, findings);
            types.forEach(type -> findings.add(entries(type, context)));
        } catch (IntegrationException failure) {
            findings.add(bad("base-dn", failure));
            types.forEach(type -> findings.add(new Finding(
                    "entries", Optional.of(type), Optional.of(failure.code()), "not looked at for that reason")));
        }
    }

    private static void feed(FeedContext context, List<Finding> findings) {
        try {
            FeedChoice choice = FeedChoice.of(context);
            findings.add(good(
                    "feed", "changes are learned by " + choice.feed().kind().setting()));
            for (Map.Entry<FeedKind, String> worse : choice.rejected().entrySet()) {
                findings.add(good("feed " + worse.getKey().setting(), "not used: " + worse.getValue()));
            }
            findings.add(choice.feed()
                    .blindness()
                    .map(why -> new Finding(
                            "deletions",
                            Optional.empty(),
                            Optional.of(ErrorCode.PERMISSION_DENIED),
                            "scans of changes see none: " + why + "; they are learned from full scans alone"))
                    .orElseGet(() -> good("deletions", "scans of changes see them")));
        } catch (IntegrationException failure) {
            findings.add(bad("feed", failure));
        }
    }

    /** One entry is enough to see whether they can be identified. */
    private Finding entries(EntityType type, FeedContext context) {
        Search search = new Search(
                source.settings().search().baseDn(),
                source.settings().search().filters().of(type),
                List.of(context.id().name(), "objectClass"));
        try {
            List<SearchResultEntry> found =
                    context.session().page(search, 1, null, context.deadline()).entries();
            if (found.isEmpty()) {
                return new Finding("entries", Optional.of(type), Optional.empty(), "none is visible below base-dn");
            }
            boolean identified = context.idOf(found.get(0)).isPresent();
            return new Finding(
                    "entries",
                    Optional.of(type),
                    identified ? Optional.empty() : Optional.of(ErrorCode.PERMISSION_DENIED),
                    identified ? "can be read" : "can be seen, but not their " + context.id());
        } catch (IntegrationException failure) {
            return new Finding(
                    "entries", Optional.of(type), Optional.of(failure.code()), String.valueOf(failure.getMessage()));
        }
    }

    private Finding encryption() {
        boolean plain =
                source.settings().addresses().stream().anyMatch(address -> address.protection() == Protection.PLAIN);
        return good(
                "encryption",
                plain ? "NONE: the password and all entries travel in the clear, as allow-plain says" : "TLS");
    }

    private static Finding good(String subject, String detail) {
        return new Finding(subject, Optional.empty(), Optional.empty(), detail);
    }

    private static Finding bad(String subject, IntegrationException failure) {
        return new Finding(
                subject, Optional.empty(), Optional.of(failure.code()), String.valueOf(failure.getMessage()));
    }
}
