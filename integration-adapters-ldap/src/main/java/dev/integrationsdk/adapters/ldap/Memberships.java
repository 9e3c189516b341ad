package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Entry;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes that say who belongs to which group, direct and effective apart; computed from all groups of the directory. */
final class Memberships {
    static final String DIRECT_GROUPS = "directGroups";
    static final String DIRECT_GROUP_IDS = "directGroupIds";
    static final String EFFECTIVE_GROUPS = "effectiveGroups";
    static final String EFFECTIVE_GROUP_IDS = "effectiveGroupIds";
    static final String DIRECT_MEMBER_IDS = "directMemberIds";
    static final String EFFECTIVE_USER_IDS = "effectiveUserIds";
    static final String UNKNOWN_MEMBERS = "unknownMembers";

    static final Set<String> NAMES = Set.of(
            DIRECT_GROUPS,
            DIRECT_GROUP_IDS,
            EFFECTIVE_GROUPS,
            EFFECTIVE_GROUP_IDS,
            DIRECT_MEMBER_IDS,
            EFFECTIVE_USER_IDS,
            UNKNOWN_MEMBERS);

    private Memberships() {}

    /** Null where there is nobody, or the entry is none of those that the graph knows. */
    static @Nullable Object value(String name, Entry entry, GroupGraph graph) {
        String dn = AttributeValues.normalized(entry.getDN());
        List<String> values = switch (name) {
            case DIRECT_GROUPS -> graph.names(graph.directGroups(dn));
            case DIRECT_GROUP_IDS -> graph.ids(graph.directGroups(dn));
            case EFFECTIVE_GROUPS -> graph.names(graph.effectiveGroups(dn));
            case EFFECTIVE_GROUP_IDS -> graph.ids(graph.effectiveGroups(dn));
            case DIRECT_MEMBER_IDS -> graph.ids(graph.directMembers(dn));
            case EFFECTIVE_USER_IDS -> graph.ids(graph.effectiveUsers(dn));
            default -> graph.unknownMembers(dn);
        };
        return values.isEmpty() ? null : values;
    }
}
