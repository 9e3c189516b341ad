package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import dev.integrationsdk.adapters.ldap.RealServer.Place;
import dev.integrationsdk.adapters.ldap.Scanning.Result;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Binary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody else's directory on a real server, value by value. */
final class PlanetExpressTest {
    private static final Set<String> NOT_READ = Set.of("userpassword", "objectclass");

    @Test
    void everyValueOfEveryPersonAndGroupArrivesAsItWasWritten() throws IOException, LDAPException, LDIFException {
        List<Entry> tree = tree();
        try (Place place = RealServer.OPENLDAP.place()) {
            for (Entry entry : tree) {
                if (!entry.hasObjectClass("organizationalUnit")) {
                    place.connection().add(movedTo(place.dn(), entry));
                }
            }
            List<Entry> people = ofClass(tree, "inetOrgPerson");
            List<Entry> groups = ofClass(tree, "Group");
            try (Scanning users = Scanning.users(place.context()).fields(names(people));
                    Scanning teams = Scanning.groups(place.context()).fields("cn", "member")) {
                Result read = users.all();
                assertThat(read.records()).hasSize(people.size()).hasSizeGreaterThan(6);
                for (Entry person : people) {
                    assertEqual(
                            person, read.named(person.getAttributeValue("cn")).attributes());
                }
                Result readTeams = teams.all();
                assertThat(readTeams.records()).hasSize(groups.size()).isNotEmpty();
                for (Entry group : groups) {
                    assertThat(readTeams
                                    .named(group.getAttributeValue("cn"))
                                    .attributes()
                                    .texts("member"))
                            .hasSameSizeAs(group.getAttributeValues("member"));
                }
            }
        }
    }

    private static void assertEqual(Entry written, Attributes read) {
        for (Attribute attribute : written.getAttributes()) {
            if (NOT_READ.contains(attribute.getName().toLowerCase(Locale.ROOT))) {
                continue;
            }
            List<Object> wanted = new ArrayList<>();
            for (byte[] value : attribute.getValueByteArrays()) {
                boolean photo = attribute.getName().equalsIgnoreCase("jpegPhoto");
                wanted.add(photo ? Binary.of(value) : new String(value, StandardCharsets.UTF_8));
            }
            Object value = read.get(attribute.getName()).orElseThrow();
            assertThat(value instanceof List<?> several ? several : List.of(value))
                    .as(attribute.getName())
                    .hasSameElementsAs(wanted);
        }
    }

    private static String[] names(List<Entry> people) {
        Set<String> names = new TreeSet<>();
        people.forEach(person -> person.getAttributes().forEach(attribute -> names.add(attribute.getName())));
        names.removeIf(name -> NOT_READ.contains(name.toLowerCase(Locale.ROOT)));
        return names.toArray(new String[0]);
    }

    /** Below another parent; groups of a class that this server does not have as groups of names. */
    private static Entry movedTo(String parent, Entry entry) throws LDAPException {
        Entry moved = new Entry(entry.getRDN() + "," + parent);
        entry.getAttributes().forEach(moved::addAttribute);
        if (entry.hasObjectClass("Group")) {
            moved.setAttribute("objectClass", "groupOfNames");
            moved.removeAttribute("groupType");
            moved.setAttribute(
                    "member",
                    Arrays.stream(entry.getAttributeValues("member"))
                            .map(member -> member.replace("ou=people,dc=planetexpress,dc=com", parent))
                            .toList());
        }
        return moved;
    }

    private static List<Entry> ofClass(List<Entry> tree, String name) {
        return tree.stream().filter(entry -> entry.hasObjectClass(name)).toList();
    }

    private static List<Entry> tree() throws IOException, LDIFException {
        @Nullable String data = System.getenv("REAL_DATA");
        if (data == null) {
            return Assumptions.abort("REAL_DATA is not set: there is no foreign tree to read");
        }
        List<Entry> tree = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(data, "planetexpress"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".ldif"))
                    .sorted()
                    .toList()) {
                try (LDIFReader reader = new LDIFReader(Files.newInputStream(file))) {
                    for (Entry entry = reader.readEntry(); entry != null; entry = reader.readEntry()) {
                        tree.add(entry);
                    }
                }
            }
        }
        return tree;
    }
}
