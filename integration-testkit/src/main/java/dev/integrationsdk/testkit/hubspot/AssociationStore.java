package dev.integrationsdk.testkit.hubspot;

import dev.integrationsdk.testkit.hubspot.WriteInput.WantedAssociation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which records of a portal belong together, seen from both sides. Thread-safe. */
final class AssociationStore {
    private static final int FIRST_ADDED_TYPE = 1_000;

    private final Object lock = new Object();
    private final Map<Pair, AssociationType> unlabeled = new HashMap<>();
    private final List<AssociationType> types = new ArrayList<>();
    private final Map<Pair, Integer> caps = new HashMap<>();
    private final Map<Side, TreeMap<Long, TreeSet<Integer>>> associations = new HashMap<>();

    AssociationStore() {
        both(ObjectType.CONTACTS, ObjectType.COMPANIES, 279, 280);
        both(ObjectType.DEALS, ObjectType.CONTACTS, 3, 4);
        both(ObjectType.DEALS, ObjectType.COMPANIES, 341, 342);
        both(ObjectType.TICKETS, ObjectType.CONTACTS, 16, 15);
        both(ObjectType.TICKETS, ObjectType.COMPANIES, 339, 340);
        both(ObjectType.LINE_ITEMS, ObjectType.DEALS, 20, 19);
        types.add(new AssociationType(
                new Pair(ObjectType.CONTACTS, ObjectType.COMPANIES), 1, "HUBSPOT_DEFINED", "Primary", 2));
        types.add(new AssociationType(
                new Pair(ObjectType.COMPANIES, ObjectType.CONTACTS), 2, "HUBSPOT_DEFINED", "Primary", 1));
    }

    private record Pair(ObjectType from, ObjectType to) {
        Pair reversed() {
            return new Pair(to, from);
        }
    }

    private record Side(Pair pair, long id) {}

    /** @param opposite the type id by which the other side sees it */
    record AssociationType(Pair pair, int typeId, String category, String label, int opposite) {}

    private void both(ObjectType one, ObjectType other, int typeId, int opposite) {
        Pair pair = new Pair(one, other);
        add(new AssociationType(pair, typeId, "HUBSPOT_DEFINED", "", opposite));
        add(new AssociationType(pair.reversed(), opposite, "HUBSPOT_DEFINED", "", typeId));
    }

    private void add(AssociationType type) {
        types.add(type);
        unlabeled.put(type.pair(), type);
    }

    /** The type of an association without a label; a portal's own object types get theirs at first use. */
    private AssociationType usual(Pair pair) {
        if (!unlabeled.containsKey(pair)) {
            int typeId = FIRST_ADDED_TYPE + types.size();
            both(pair.from(), pair.to(), typeId, typeId + 1);
        }
        AssociationType type = unlabeled.get(pair);
        if (type == null) {
            throw new IllegalStateException("no type for " + pair);
        }
        return type;
    }

    void cap(ObjectType from, ObjectType to, int most) {
        synchronized (lock) {
            caps.put(new Pair(from, to), most);
        }
    }

    int addLabel(ObjectType from, ObjectType to, String label) {
        synchronized (lock) {
            int typeId = FIRST_ADDED_TYPE + types.size();
            types.add(new AssociationType(new Pair(from, to), typeId, "USER_DEFINED", label, typeId + 1));
            types.add(new AssociationType(new Pair(to, from), typeId + 1, "USER_DEFINED", label, typeId));
            return typeId;
        }
    }

    List<AssociationType> types(ObjectType from, ObjectType to) {
        synchronized (lock) {
            Pair pair = new Pair(from, to);
            usual(pair);
            return types.stream().filter(type -> type.pair().equals(pair)).toList();
        }
    }

    Optional<AssociationType> type(ObjectType from, String category, int typeId) {
        synchronized (lock) {
            return types.stream()
                    .filter(type -> type.pair().from().equals(from)
                            && type.typeId() == typeId
                            && type.category().equals(category))
                    .findFirst();
        }
    }

    void check(ObjectType from, List<WantedAssociation> wanted) {
        for (WantedAssociation one : wanted) {
            if (type(from, one.category(), one.typeId()).isEmpty()) {
                throw WriteProblem.invalid(
                        one.category() + " association type " + one.typeId() + " doesn't exist between these objects");
            }
        }
    }

    void add(ObjectType from, long fromId, WantedAssociation wanted) {
        type(from, wanted.category(), wanted.typeId()).ifPresent(type -> link(type, fromId, wanted.toId()));
    }

    void addUsual(ObjectType from, long fromId, ObjectType to, long toId) {
        synchronized (lock) {
            link(usual(new Pair(from, to)), fromId, toId);
        }
    }

    /** Throws a {@link WriteProblem} if an administrator allows no more. */
    private void link(AssociationType type, long fromId, long toId) {
        synchronized (lock) {
            TreeMap<Long, TreeSet<Integer>> there =
                    associations.computeIfAbsent(new Side(type.pair(), fromId), side -> new TreeMap<>());
            if (!there.containsKey(toId) && there.size() >= caps.getOrDefault(type.pair(), Integer.MAX_VALUE)) {
                throw WriteProblem.invalid("The number of associations is limited to " + there.size());
            }
            there.computeIfAbsent(toId, id -> new TreeSet<>()).add(type.typeId());
            associations
                    .computeIfAbsent(new Side(type.pair().reversed(), toId), side -> new TreeMap<>())
                    .computeIfAbsent(fromId, id -> new TreeSet<>())
                    .add(type.opposite());
        }
    }

    void remove(ObjectType from, long fromId, ObjectType to, long toId) {
        synchronized (lock) {
            Pair pair = new Pair(from, to);
            associations.getOrDefault(new Side(pair, fromId), new TreeMap<>()).remove(toId);
            associations
                    .getOrDefault(new Side(pair.reversed(), toId), new TreeMap<>())
                    .remove(fromId);
        }
    }

    /** The other side's ids after one of them, with the types of each. */
    Map<Long, Set<Integer>> of(ObjectType from, long fromId, ObjectType to, long afterId) {
        synchronized (lock) {
            Map<Long, Set<Integer>> found = new TreeMap<>();
            associations
                    .getOrDefault(new Side(new Pair(from, to), fromId), new TreeMap<>())
                    .tailMap(afterId, false)
                    .forEach((id, typeIds) -> found.put(id, new TreeSet<>(typeIds)));
            return found;
        }
    }
}
