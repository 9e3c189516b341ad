package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.identity.ExternalId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs to which group, at one moment. Groups may hold groups, in circles too; members are resolved by their
 * distinguished names and never by a part of them, since a user and a group may share a name. A primary group counts, which
 * neither side lists. Confined to one thread at a time.
 */
final class GroupGraph {
    /** Where a name leads that is none of the entries: deleted, of another domain, or not visible to the account. */
    private static final int UNKNOWN = -1;

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Integer> byDn = new HashMap<>();
    private final Map<String, Integer> byUid = new HashMap<>();
    private final Map<String, Integer> bySid = new HashMap<>();

    /** Adds an entry; groups after everybody else, so that their members are known. */
    private int add(Node node) {
        int index = nodes.size();
        nodes.add(node);
        byDn.put(node.dn, index);
        return index;
    }

    /** @param primaryGroupSid of the group that it belongs to without being listed */
    void addUser(String dn, ExternalId id, Optional<String> uid, Optional<String> primaryGroupSid, boolean isUser) {
        int index = add(new Node(dn, id, "", isUser));
        uid.ifPresent(name -> byUid.putIfAbsent(name, index));
        nodes.get(index).primaryGroupSid = primaryGroupSid.orElse(null);
    }

    void addGroup(String dn, ExternalId id, String name, Optional<String> sid) {
        int index = add(new Node(dn, id, name, false));
        sid.ifPresent(text -> bySid.put(text, index));
    }

    /** Once everybody is known. */
    void addMember(String groupDn, String memberDn) {
        int group = index(groupDn);
        int member = index(memberDn);
        if (group != UNKNOWN && member == UNKNOWN) {
            nodes.get(group).unknown.add(memberDn);
        } else if (group != UNKNOWN) {
            link(group, member);
        }
    }

    /** As groups of POSIX name their members. */
    void addMemberUid(String groupDn, String uid) {
        int group = index(groupDn);
        Integer member = byUid.get(uid);
        if (group != UNKNOWN && member == null) {
            nodes.get(group).unknown.add(uid);
        } else if (group != UNKNOWN && member != null) {
            link(group, member);
        }
    }

    /** Links everybody with the group that is theirs by number. */
    void addPrimaryGroups() {
        for (int i = 0; i < nodes.size(); i++) {
            Integer group = bySid.get(nodes.get(i).primaryGroupSid);
            if (group != null) {
                link(group, i);
            }
        }
    }

    BitSet directGroups(String dn) {
        int index = index(dn);
        return index == UNKNOWN ? new BitSet() : bits(nodes.get(index).groups);
    }

    BitSet effectiveGroups(String dn) {
        return closure(dn, true);
    }

    BitSet directMembers(String dn) {
        int index = index(dn);
        return index == UNKNOWN ? new BitSet() : bits(nodes.get(index).members);
    }

    /** Those who are people: neither the groups between nor machines. */
    BitSet effectiveUsers(String dn) {
        BitSet all = closure(dn, false);
        for (int i = all.nextSetBit(0); i >= 0; i = all.nextSetBit(i + 1)) {
            if (!nodes.get(i).isUser) {
                all.clear(i);
            }
        }
        return all;
    }

    /** Sorted. */
    List<String> unknownMembers(String dn) {
        int index = index(dn);
        return index == UNKNOWN ? List.of() : List.copyOf(nodes.get(index).unknown);
    }

    /** Sorted. */
    List<String> ids(BitSet entries) {
        return entries.stream().mapToObj(i -> nodes.get(i).id.value()).sorted().toList();
    }

    /** Sorted, each once: two groups may have one name. */
    List<String> names(BitSet entries) {
        return entries.stream()
                .mapToObj(i -> nodes.get(i).name)
                .filter(name -> !name.isEmpty())
                .sorted()
                .distinct()
                .toList();
    }

    private void link(int group, int member) {
        nodes.get(group).members.add(member);
        nodes.get(member).groups.add(group);
    }

    private BitSet closure(String dn, boolean upwards) {
        BitSet reached = new BitSet(nodes.size());
        int start = index(dn);
        Deque<Integer> open = new ArrayDeque<>();
        if (start != UNKNOWN) {
            open.add(start);
        }
        while (!open.isEmpty()) {
            Node node = nodes.get(open.remove());
            for (int next : upwards ? node.groups : node.members) {
                if (!reached.get(next)) {
                    reached.set(next);
                    open.add(next);
                }
            }
        }
        if (start != UNKNOWN) {
            // A group in a circle is not a member of itself.
            reached.clear(start);
        }
        return reached;
    }

    private int index(String dn) {
        return byDn.getOrDefault(dn, UNKNOWN);
    }

    private static BitSet bits(List<Integer> indexes) {
        BitSet bits = new BitSet();
        indexes.forEach(bits::set);
        return bits;
    }

    private static final class Node {
        private final String dn;
        private final ExternalId id;
        private final String name;
        private final boolean isUser;
        private final List<Integer> groups = new ArrayList<>(2);
        private final List<Integer> members = new ArrayList<>(0);
        private final TreeSet<String> unknown = new TreeSet<>();
        private @Nullable String primaryGroupSid;

        Node(String dn, ExternalId id, String name, boolean isUser) {
            this.dn = dn;
            this.id = id;
            this.name = name;
            this.isUser = isUser;
        }
    }
}
