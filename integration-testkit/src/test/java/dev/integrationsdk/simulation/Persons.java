package dev.integrationsdk.simulation;

import dev.integrationsdk.policy.ConflictPolicy;
import dev.integrationsdk.spi.record.Attributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one tenant's people did on both sides since both were last equal, by their email. Confined to its thread. */
@SuppressWarnings("NullAway") // what is looked up is there, or the schedule fails
final class Persons {
    static final List<String> FIELDS = List.of("name", "phone", "city");

    private final Map<String, Person> people = new TreeMap<>();
    private int edits;

    /** What is known of one. */
    private static final class Person {
        final Map<String, String> settled = new HashMap<>();
        final Map<String, Edit> here = new HashMap<>();
        final Map<String, Edit> there = new HashMap<>();
        boolean old;
        boolean goneHere;
        boolean goneThere;
        boolean bornTwice;
    }

    /** @param number by which one of two edits is known as the later one */
    private record Edit(String value, int number) {}

    void here(String email, String field, String value) {
        of(email).here.put(field, new Edit(value, ++edits));
    }

    void there(String email, String field, String value) {
        of(email).there.put(field, new Edit(value, ++edits));
    }

    void goneHere(String email) {
        of(email).goneHere = true;
    }

    void goneThere(String email) {
        of(email).goneThere = true;
    }

    void bornTwice(String email) {
        of(email).bornTwice = true;
    }

    private Person of(String email) {
        return people.computeIfAbsent(email, unknown -> new Person());
    }

    /** What is wrong with what both sides hold now, by email; empty if nothing is. */
    Optional<String> wrong(Map<String, Attributes> now, ConflictPolicy policy) {
        for (Map.Entry<String, Person> entry : people.entrySet()) {
            Person person = entry.getValue();
            Attributes record = now.get(entry.getKey());
            boolean gone = person.goneHere || person.goneThere;
            if (record == null && !gone) {
                return Optional.of(entry.getKey() + " is lost");
            }
            boolean undone = gone && person.old && person.here.isEmpty() && person.there.isEmpty();
            if (record != null && undone) {
                return Optional.of(entry.getKey() + " was deleted and is there again");
            }
            if (record != null && !gone) {
                for (String field : FIELDS) {
                    String value = text(record, field);
                    if (!allowed(person, field, value, policy)) {
                        return Optional.of(entry.getKey() + " has " + field + " " + value + ", settled "
                                + person.settled.get(field) + ", here " + person.here.get(field) + ", there "
                                + person.there.get(field));
                    }
                }
            }
        }
        return now.keySet().stream()
                .filter(email -> !people.containsKey(email))
                .findFirst()
                .map(email -> email + " comes from nowhere");
    }

    private static boolean allowed(Person person, String field, String value, ConflictPolicy policy) {
        Edit here = person.here.get(field);
        Edit there = person.there.get(field);
        if (here == null && there == null) {
            return value.equals(person.settled.getOrDefault(field, ""));
        }
        if (here == null || there == null) {
            return value.equals((here == null ? there : here).value());
        }
        boolean hereLast = here.number() > there.number();
        boolean unique = (hereLast ? here : there).value().length() > 1;
        if (!unique || person.bornTwice) {
            return value.equals(here.value()) || value.equals(there.value());
        }
        if (hereLast && policy == ConflictPolicy.INTERNAL_WINS) {
            return value.equals(here.value());
        }
        if (!hereLast && policy == ConflictPolicy.EXTERNAL_WINS) {
            return value.equals(there.value());
        }
        return value.equals(here.value()) || value.equals(there.value());
    }

    /** Both sides are equal and right: from now on edits count anew. */
    void settled(Map<String, Attributes> now) {
        people.clear();
        now.forEach((email, record) -> {
            Person person = of(email);
            person.old = true;
            FIELDS.forEach(field -> person.settled.put(field, text(record, field)));
        });
    }

    static String text(Attributes attributes, String name) {
        return attributes.get(name).map(Object::toString).orElse("");
    }

    /** What a host does with attributes that were not sent: it leaves them. */
    static Attributes over(Attributes standing, Attributes changed) {
        Attributes.Builder merged = Attributes.builder();
        for (int i = 0; i < standing.size(); i++) {
            merged.put(standing.nameAt(i), standing.valueAt(i));
        }
        for (int i = 0; i < changed.size(); i++) {
            merged.put(changed.nameAt(i), changed.valueAt(i));
        }
        return merged.build();
    }
}
