package dev.integrationsdk.examples;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Binary;
import dev.integrationsdk.testkit.ldap.DirectorySimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A directory that nobody here made up arrives value by value. */
class RealDirectoryTest {
    private static final List<String> FIELDS = List.of(
            "cn",
            "sn",
            "givenName",
            "displayName",
            "description",
            "employeeType",
            "mail",
            "ou",
            "title",
            "uid",
            "jpegPhoto",
            "telephoneNumber");

    @Test
    void everyPersonArrivesWithPhotosSeveralValuesAndGaps() throws Exception {
        try (DirectorySimulator directory = load()) {
            Map<String, Attributes> people = pull(directory, "user", FIELDS);

            List<ReadOnlyEntry> entries = directory.entries("(objectClass=inetOrgPerson)");
            assertThat(people).hasSameSizeAs(entries).hasSizeGreaterThan(5);
            for (ReadOnlyEntry entry : entries) {
                Attributes arrived = Objects.requireNonNull(people.get(entry.getAttributeValue("entryUUID")));
                FIELDS.forEach(field -> assertSame(entry, arrived, field));
            }
            assertThat(people.values()).anyMatch(person -> person.texts("mail").size() > 1);
            assertThat(people.values())
                    .anyMatch(person -> person.get("jpegPhoto").isPresent());
            assertThat(people.values()).anyMatch(person -> person.isNull("title"));
        }
    }

    @Test
    void everyGroupArrivesWithItsMembers() throws Exception {
        try (DirectorySimulator directory = load()) {
            Map<String, Attributes> groups = pull(directory, "group", List.of("cn", "member"));

            List<ReadOnlyEntry> entries = directory.entries("(objectClass=group)");
            assertThat(groups).hasSameSizeAs(entries).isNotEmpty();
            for (ReadOnlyEntry entry : entries) {
                Attributes arrived = Objects.requireNonNull(groups.get(entry.getAttributeValue("entryUUID")));
                assertSame(entry, arrived, "cn");
                assertThat(arrived.texts("member"))
                        .as("names of people, each as the dn of the entry that it names")
                        .containsExactlyElementsOf(normalized(entry.getAttributeValues("member")));
            }
        }
    }

    private static List<String> normalized(String[] names) throws LDAPException {
        List<String> normalized = new ArrayList<>();
        for (String name : names) {
            normalized.add(DN.normalize(name));
        }
        return normalized.stream().sorted().toList();
    }

    private static DirectorySimulator load() throws Exception {
        try (Stream<Path> files = Files.list(RealInput.folder("planetexpress"))) {
            return DirectorySimulator.loadLdif(
                    files.filter(file -> file.toString().endsWith(".ldif"))
                            .sorted()
                            .toArray(Path[]::new));
        }
    }

    private static Map<String, Attributes> pull(DirectorySimulator directory, String entityType, List<String> fields) {
        FieldMapping.Builder mapping = FieldMapping.builder();
        fields.forEach(field -> mapping.field(field, field));
        Tenant tenant = Tenant.directory(
                "planetexpress",
                new Tenant.Ldap(
                        "ldap://" + directory.host() + ":" + directory.port(),
                        "ou=people,dc=planetexpress,dc=com",
                        DirectorySimulator.SERVICE_DN,
                        DirectorySimulator.SERVICE_PASSWORD,
                        true));
        ConnectorConfig connector = tenant.connector();
        CredentialSet credentials = tenant.credentials();
        return RealInput.pull(connector, credentials, entityType, mapping.build());
    }

    private static void assertSame(ReadOnlyEntry entry, Attributes arrived, String field) {
        byte[][] sent = entry.getAttributeValueByteArrays(field);
        if (sent == null) {
            assertThat(arrived.isNull(field)).as(entry.getDN() + " " + field).isTrue();
        } else if (field.equals("jpegPhoto")) {
            assertThat(arrived.get(field)).as(entry.getDN()).hasValue(Binary.of(sent[0]));
        } else {
            assertThat(arrived.texts(field))
                    .as(entry.getDN() + " " + field)
                    .containsExactlyElementsOf(Arrays.stream(entry.getAttributeValues(field))
                            .sorted()
                            .toList());
        }
    }
}
