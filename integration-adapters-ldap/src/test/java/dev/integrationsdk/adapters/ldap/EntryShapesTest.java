package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlySearchRequest;
import dev.integrationsdk.adapters.ldap.Scanning.Result;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What other directories send, played by changing what the one of the test sends. */
final class EntryShapesTest {
    private static final int SLICE = 1_500;

    private final Answers answers = new Answers();
    private TestDirectory directory;
    private TestContext context;

    @BeforeEach
    void open() throws LDAPException {
        directory = TestDirectory.plain(answers);
        context = TestContext.plain(directory);
    }

    @AfterEach
    void close() {
        directory.close();
    }

    @ParameterizedTest(name = "{0} members")
    @ValueSource(ints = {1_500, 1_501, 3_000, 4_201})
    void membersThatComeInSlicesAreAllRead(int count) throws LDAPException {
        String[] members = members(count);
        directory.addGroup("staff", members);
        answers.entries = new Slices(members, "7")::of;
        try (Scanning scanning = Scanning.groups(context)) {
            ExternalRecord group = scanning.one();

            assertThat(group.attributes().texts("member")).hasSize(count).doesNotHaveDuplicates();
            assertThat(group.version())
                    .hasValueSatisfying(version -> assertThat(version).startsWith("7~"));
        }
    }

    @Test
    void aGroupThatChangesWhileItIsReadIsReadAnew() throws LDAPException {
        String[] members = members(3_200);
        directory.addGroup("staff", members);
        answers.entries = new Slices(members, "7", "7", "8")::of;
        try (Scanning scanning = Scanning.groups(context)) {
            assertThat(scanning.one().attributes().texts("member")).hasSize(3_200);
        }
    }

    @Test
    void aGroupThatKeepsChangingIsUnreadableAndNotShort() throws LDAPException {
        String[] members = members(3_200);
        directory.addGroup("staff", members);
        answers.entries = new Slices(members, "1", "2", "3", "4", "5", "6", "7", "8")::of;
        try (Scanning scanning = Scanning.groups(context)) {
            Result result = scanning.all();

            assertThat(result.records()).isEmpty();
            assertThat(result.last().unreadable()).singleElement().satisfies(unreadable -> {
                assertThat(unreadable.externalId()).isPresent();
                assertThat(unreadable.reason()).contains("member");
            });
            assertThat(result.completeness()).isEqualTo(Completeness.PARTIAL);
        }
    }

    @Test
    void activeDirectoryIsIdentifiedByObjectGuid() throws LDAPException {
        directory.addUser("jane");
        answers.entries = (request, entry) -> {
            Entry changed = entry.duplicate();
            changed.removeAttribute("entryUUID");
            changed.removeAttribute("modifyTimestamp");
            changed.addAttribute("objectGUID", IdAttributeTest.bytes("44259bf7dcf74e4588f116ffa673c4c2"));
            changed.addAttribute("whenChanged", "20261120151416.0Z");
            changed.addAttribute("uSNChanged", "6739");
            return changed;
        };
        try (Scanning scanning = Scanning.users(context)) {
            ExternalRecord user = scanning.one();

            assertThat(user.externalId()).hasToString("f79b2544-f7dc-454e-88f1-16ffa673c4c2");
            assertThat(user.version())
                    .hasValueSatisfying(version -> assertThat(version).startsWith("6739~"));
            assertThat(user.modifiedAt()).hasToString("Optional[2026-11-20T15:14:16Z]");
            assertThat(scanning.all().last().next().watermark()).endsWith(" objectGUID");
        }
    }

    @Test
    void theNextScanIdentifiesByTheSameAttribute() throws LDAPException {
        directory.addUser("jane");
        try (Scanning scanning = Scanning.users(context)) {
            Result first = scanning.all();
            answers.entries = (request, entry) -> {
                Entry changed = entry.duplicate();
                changed.addAttribute("nsUniqueId", "5fc50b11-e4f711f1-85e9a9eb-11a4a1a4");
                return changed;
            };
            var next = Optional.of(first.last().next());

            assertThat(scanning.all(next).records().get(0).externalId())
                    .isEqualTo(first.records().get(0).externalId());
        }
    }

    @Test
    void anAttributeThatWasSetIdentifiesByItsText() throws LDAPException {
        directory.addUser("jane", new Attribute("employeeNumber", "E-17"));
        directory.addUser("john", new Attribute("employeeNumber", "E-18", "E-19"));
        context.with(LdapConnectorProvider.ID_ATTRIBUTE, "employeeNumber");
        try (Scanning scanning = Scanning.users(context)) {
            Result result = scanning.all();

            assertThat(result.records())
                    .extracting(user -> user.externalId().value())
                    .containsExactly("E-17");
            assertThat(result.last().unreadable()).hasSize(1);
        }
    }

    @Test
    void anotherNameOfTheSameAttributeIsNotTakenForMissing() throws LDAPException {
        directory.addUser("jane", new Attribute("surname", "Doe"));
        answers.entries = (request, entry) -> {
            Entry changed = entry.duplicate();
            changed.addAttribute("sn", "Doe");
            changed.removeAttribute("surname");
            return changed;
        };
        try (Scanning scanning = Scanning.users(context).fields("surname")) {
            assertThat(scanning.one().attributes().text("surname")).contains("Doe");
        }
    }

    private static String[] members(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "uid=u%05d,ou=people,dc=example,dc=com".formatted(i))
                .toArray(String[]::new);
    }

    /** Sends members as Active Directory does, with these stamps one after the other, then the last for ever. */
    private static final class Slices {
        private static final Pattern WANTED = Pattern.compile("member(?:;range=(\\d+)-\\*)?");

        private final String[] members;
        private final Deque<String> stamps;

        Slices(String[] members, String... stamps) {
            this.members = members;
            this.stamps = new ArrayDeque<>(List.of(stamps));
        }

        Entry of(ReadOnlySearchRequest request, Entry entry) {
            Entry sliced = entry.duplicate();
            request.getAttributeList().stream()
                    .map(WANTED::matcher)
                    .filter(Matcher::matches)
                    .forEach(wanted -> {
                        int start = wanted.group(1) == null ? 0 : Integer.parseInt(wanted.group(1));
                        int end = Math.min(start + SLICE, members.length);
                        String name = "member;Range=" + start + "-" + (end == members.length ? "*" : end - 1);
                        sliced.setAttribute("uSNChanged", stamps.size() > 1 ? stamps.remove() : stamps.element());
                        sliced.setAttribute(new Attribute("member", new String[0]));
                        sliced.setAttribute(name, Arrays.copyOfRange(members, start, end));
                    });
            return sliced;
        }
    }
}
