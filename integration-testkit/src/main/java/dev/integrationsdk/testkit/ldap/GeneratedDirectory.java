package dev.integrationsdk.testkit.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import dev.integrationsdk.testkit.generated.GeneratedRecords;
import dev.integrationsdk.testkit.generated.Person;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

/** Invented people and groups as entries below {@link DirectorySimulator#BASE_DN}. */
final class GeneratedDirectory {
    static final String PEOPLE_DN = "ou=people," + DirectorySimulator.BASE_DN;
    static final String GROUPS_DN = "ou=groups," + DirectorySimulator.BASE_DN;
    private static final int EVERY_SECOND_MAIL = 7;
    private static final int EVERY_MISSING_PHONE = 5;
    private static final int EVERY_MISSING_TITLE = 4;
    private static final int EVERY_PHOTO = 50;
    private static final byte[] PHOTO_START = {
        (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0
    };

    private final GeneratedRecords records;
    private final long seed;

    GeneratedDirectory(long seed) {
        this.records = GeneratedRecords.ofSeed(seed);
        this.seed = seed;
    }

    /** Parents come before their children. */
    List<Entry> entries(int users, int groups) {
        List<Entry> entries = new ArrayList<>(users + groups + 3);
        entries.add(new Entry(
                DirectorySimulator.BASE_DN,
                new Attribute("objectClass", "top", "domain"),
                new Attribute("dc", "example"),
                entryUuid("base")));
        entries.add(unit(PEOPLE_DN, "people"));
        entries.add(unit(GROUPS_DN, "groups"));
        IntStream.range(0, users).mapToObj(this::user).forEach(entries::add);
        IntStream.range(0, groups)
                .mapToObj(index -> group(index, users, groups))
                .forEach(entries::add);
        return entries;
    }

    Entry user(int index) {
        Person person = records.person(index);
        Entry entry = new Entry(
                userDn(index),
                new Attribute("objectClass", "top", "person", "organizationalPerson", "inetOrgPerson"),
                new Attribute("uid", uid(index)),
                new Attribute("cn", person.givenName() + " " + person.familyName()),
                new Attribute("sn", person.familyName()),
                new Attribute("givenName", person.givenName()),
                new Attribute("mail", person.email()),
                entryUuid(uid(index)));
        if (index % EVERY_SECOND_MAIL == 0) {
            entry.addAttribute("mail", "alias." + person.email());
        }
        if (index % EVERY_MISSING_PHONE != 0) {
            entry.addAttribute("telephoneNumber", person.phone());
        }
        if (index % EVERY_MISSING_TITLE != 0) {
            entry.addAttribute("title", person.title());
        }
        if (index % EVERY_PHOTO == 0) {
            entry.addAttribute("jpegPhoto", PHOTO_START);
        }
        return entry;
    }

    /** The first group has every user, the others take turns. */
    private Entry group(int index, int users, int groups) {
        String name = String.format(Locale.ROOT, "group-%04d", index);
        String[] members = IntStream.range(0, users)
                .filter(user -> index == 0 || user % groups == index)
                .mapToObj(GeneratedDirectory::userDn)
                .toArray(String[]::new);
        return new Entry(
                "cn=" + name + "," + GROUPS_DN,
                new Attribute("objectClass", "top", "groupOfNames"),
                new Attribute("cn", name),
                members.length == 0
                        ? new Attribute("member", DirectorySimulator.SERVICE_DN)
                        : new Attribute("member", members),
                entryUuid(name));
    }

    private Entry unit(String dn, String name) {
        return new Entry(
                dn,
                new Attribute("objectClass", "top", "organizationalUnit"),
                new Attribute("ou", name),
                entryUuid(name));
    }

    private Attribute entryUuid(String name) {
        byte[] source = (seed + "/" + name).getBytes(StandardCharsets.UTF_8);
        return new Attribute("entryUUID", UUID.nameUUIDFromBytes(source).toString());
    }

    private static String userDn(int index) {
        return "uid=" + uid(index) + "," + PEOPLE_DN;
    }

    private static String uid(int index) {
        return String.format(Locale.ROOT, "u%06d", index);
    }
}
