package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What both feeds of Active Directory need: which domain controller it is, and whether deletions can be seen. */
final class ActiveDirectoryTraits {
    static final String SHOW_DELETED = "1.2.840.113556.1.4.417";

    private final FeedContext context;
    private final Optional<String> invocation;

    ActiveDirectoryTraits(FeedContext context) {
        this.context = context;
        @Nullable String service = context.server().rootDse().getAttributeValue("dsServiceName");
        this.invocation = service == null
                ? Optional.empty()
                : context.read(service, "invocationId")
                        .map(entry -> entry.getAttributeValueBytes("invocationId"))
                        .map(HexFormat.of()::formatHex);
    }

    boolean isIdentified() {
        return invocation.isPresent();
    }

    /** Another domain controller, and one that was restored from a backup, counts anew. */
    String identity() {
        return context.server().rootDse().getAttributeValue("dnsHostName") + "/" + invocation.orElse("?");
    }

    /** An account that may see changes but not the deleted objects gets every change and never a deletion, without an error. */
    Optional<String> blindness() {
        boolean visible = context.session()
                .read(
                        "CN=Deleted Objects," + context.namingContext(),
                        List.of("objectClass"),
                        context.deadline(),
                        new Control(SHOW_DELETED, true))
                .filter(entry -> entry.hasAttribute("objectClass"))
                .isPresent();
        return visible ? Optional.empty() : Optional.of("the account may not read CN=Deleted Objects (dsacls … LCRP)");
    }

    static void addTombstone(Entry entry, FeedContext context, Changes changes) {
        context.idOf(entry).ifPresent(id -> {
            if (entry.hasObjectClass("group")) {
                changes.delete(id);
            } else {
                changes.deletePerson(id);
            }
        });
    }
}
