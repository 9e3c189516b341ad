package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads all groups and the names of all members. A graph that is not whole is none: a membership that a limit hid would read
 * as one that was taken away. Confined to one call.
 */
final class GroupGraphReader {
    private static final List<String> MEMBER_ATTRIBUTES = List.of("member", "uniqueMember");

    private final FeedContext context;
    private final IdAttribute id;
    private final GroupGraph graph = new GroupGraph();
    private final List<Runnable> links = new ArrayList<>();

    GroupGraphReader(FeedContext context) {
        this.context = context;
        this.id = context.id();
    }

    /** @throws IntegrationException PERMISSION_DENIED if a limit of the directory ends a search early */
    GroupGraph read() {
        DirectoryFilters filters = context.settings().search().filters();
        Filter users = filters.of(LdapConnectorProvider.USER);
        each(users, List.of("uid", "primaryGroupID", "objectSid"), entry -> addMember(entry, true));
        Filter others = Filter.createORFilter(
                filters.of(LdapConnectorProvider.CONTACT), filters.of(LdapConnectorProvider.COMPUTER));
        each(others, List.of("primaryGroupID", "objectSid"), entry -> addMember(entry, false));
        each(
                filters.of(LdapConnectorProvider.GROUP),
                List.of("cn", "member", "uniqueMember", "memberUid", "objectSid", "uSNChanged"),
                this::addGroup);
        links.forEach(Runnable::run);
        graph.addPrimaryGroups();
        return graph;
    }

    private void each(Filter filter, List<String> attributes, Consumer<SearchResultEntry> consumer) {
        List<String> wanted = new ArrayList<>(attributes);
        wanted.add(id.name());
        context.each(context.settings().search().baseDn(), filter, wanted, consumer);
    }

    private void addMember(SearchResultEntry entry, boolean isUser) {
        Optional<ExternalId> externalId = id.read(entry);
        if (externalId.isEmpty()) {
            return;
        }
        byte @Nullable [] sid = entry.getAttributeValueBytes("objectSid");
        @Nullable String primary = entry.getAttributeValue("primaryGroupID");
        Optional<String> primarySid =
                sid == null || primary == null ? Optional.empty() : SecurityId.sibling(sid, primary);
        graph.addUser(
                AttributeValues.normalized(entry.getDN()),
                externalId.get(),
                Optional.ofNullable(isUser ? entry.getAttributeValue("uid") : null),
                primarySid,
                isUser);
    }

    private void addGroup(SearchResultEntry entry) {
        Optional<ExternalId> externalId = id.read(entry);
        if (externalId.isEmpty()) {
            return;
        }
        String dn = AttributeValues.normalized(entry.getDN());
        byte @Nullable [] sid = entry.getAttributeValueBytes("objectSid");
        String name = Optional.ofNullable(entry.getAttributeValue("cn")).orElse("");
        graph.addGroup(dn, externalId.get(), name, sid == null ? Optional.empty() : SecurityId.text(sid));
        for (String attribute : MEMBER_ATTRIBUTES) {
            List<byte[]> members = values(entry, attribute);
            links.add(() -> members.forEach(member -> graph.addMember(dn, name(member))));
        }
        List<byte[]> uids = values(entry, "memberUid");
        links.add(() -> uids.forEach(uid -> graph.addMemberUid(dn, new String(uid, StandardCharsets.UTF_8))));
    }

    private List<byte[]> values(Entry entry, String attribute) {
        boolean sliced = entry.getAttributes().stream()
                .map(candidate -> AttributeKey.of(candidate.getName()))
                .anyMatch(key -> key.range() != null && key.base().equalsIgnoreCase(attribute));
        if (sliced) {
            return new RangedValues(context.session(), context.deadline())
                    .complete(entry, attribute)
                    .orElseThrow(() -> new IntegrationException(
                            ErrorCode.SERVICE_UNAVAILABLE, "the members of a group could not be read to their end"));
        }
        @Nullable Attribute whole = entry.getAttribute(attribute);
        return whole == null ? List.of() : List.of(whole.getValueByteArrays());
    }

    private static String name(byte[] value) {
        return AttributeValues.normalized(new String(value, StandardCharsets.UTF_8));
    }
}
