package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import dev.integrationsdk.adapters.ldap.RealServer.Place;
import dev.integrationsdk.adapters.ldap.Scanning.Result;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.probe.Finding;
import dev.integrationsdk.spi.push.Delta;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.spi.push.PushOutcome;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.Change.DeleteKind;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.integrationsdk.adapters.ldap.LdapConnectorProvider.GROUP;
import static dev.integrationsdk.adapters.ldap.LdapConnectorProvider.USER;
import static org.assertj.core.api.Assertions.assertThat;

/** Reading by ids, probing, schemas and writing on real products. */
final class RealAbilitiesTest {
    @ParameterizedTest
    @EnumSource(names = {"OPENLDAP", "DS389", "AD"})
    void recordsAreReadByTheirIdsAndWhatIsGoneIsProven(RealServer server) throws LDAPException {
        try (Place place = server.place();
                Scanning users = Scanning.users(place.context());
                Abilities abilities = new Abilities(place.context())) {
            place.addUser("ada");
            String gone = place.addUser("gone");
            Result all = users.all();
            ExternalId ada = all.named("ada").externalId();
            ExternalId goneId = all.named("gone").externalId();
            ExternalId never = ExternalId.of("11111111-2222-3333-4444-555555555555");
            place.connection().delete(gone);

            List<Change> changes = abilities.read(USER, ada, goneId, never, ExternalId.of("no id at all"));
            assertThat(changes).hasSize(2).contains(Change.deleted(goneId, DeleteKind.DELETED));
            assertThat(changes).extracting(Change::externalId).containsExactlyInAnyOrder(ada, goneId);
        }
    }

    @Test
    void whatAnAccountMayNotSeeIsUnansweredAndNotDeleted() {
        ExternalId hidden;
        try (Scanning users = Scanning.users(RealServer.OPENLDAP.context()).filter("(uid=sp.hidden)")) {
            hidden = users.one().externalId();
        }
        try (Abilities blind = new Abilities(RealServer.OPENLDAP.contextOf("svc-blind", "blindpw"))) {
            assertThat(blind.read(USER, hidden)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OPENLDAP, openldap, content-sync",
        "DS389, 389, changelog",
        "AD, active-directory, dirsync",
    })
    void theProbeSaysWhatItSees(RealServer server, String kind, String feed) {
        try (Abilities abilities = new Abilities(server.context())) {
            List<Finding> findings = abilities.check(USER, GROUP);

            assertThat(findings)
                    .allSatisfy(finding -> assertThat(finding.problem()).isEmpty());
            assertThat(details(findings, "server")).contains(kind);
            assertThat(details(findings, "feed")).endsWith(feed);
            assertThat(details(findings, "deletions")).contains("see them");
            assertThat(details(findings, "encryption")).isEqualTo("TLS");
        }
    }

    @Test
    void theProbeSaysWhyNoBetterFeedIsUsedAndThatDeletionsAreNotSeen() {
        try (Abilities plain = new Abilities(RealServer.AD.contextOf("svc-sync", "Pw-svc-sync"));
                Abilities dirSync = new Abilities(RealServer.AD.contextOf("svc-dirsync", "Pw-svc-dirsync"))) {
            List<Finding> ofPlain = plain.check(USER);
            List<Finding> ofDirSync = dirSync.check(USER);

            assertThat(details(ofPlain, "feed dirsync")).contains("Replicating Directory Changes");
            assertThat(details(ofDirSync, "feed dirsync")).contains("CN=Deleted Objects");
            assertThat(details(ofDirSync, "deletions")).contains("CN=Deleted Objects");
            assertThat(ofDirSync)
                    .anySatisfy(finding -> assertThat(finding.problem()).contains(ErrorCode.PERMISSION_DENIED));
        }
    }

    @Test
    void aWrongPasswordIsAFindingAndNoException() {
        TestContext context =
                RealServer.OPENLDAP.context().with(CredentialSet.userAndPassword("cn=admin,dc=example,dc=org", "no"));
        try (Abilities abilities = new Abilities(context)) {
            assertThat(abilities.check(USER))
                    .anySatisfy(finding -> {
                        assertThat(finding.subject()).isEqualTo("authentication");
                        assertThat(finding.problem()).contains(ErrorCode.AUTHENTICATION_FAILED);
                    })
                    .anySatisfy(finding -> assertThat(finding.entityType()).contains(USER));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENLDAP", "DS389", "AD"})
    void theSchemaOfTheDirectoryIsDescribed(RealServer server) {
        try (Abilities abilities = new Abilities(server.context())) {
            var schema = Objects.requireNonNull(abilities.schemas().get(USER));

            assertThat(schema.field("sn"))
                    .hasValueSatisfying(field -> assertThat(field.usualName()).contains("lastName"));
            assertThat(schema.field("accountState").orElseThrow().options()).isNotEmpty();
            assertThat(schema.fields()).hasSizeGreaterThan(40);
            assertThat(schema.fields())
                    .noneSatisfy(field -> assertThat(field.name()).isEqualToIgnoringCase("userPassword"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENLDAP", "DS389", "AD"})
    void attributesAndMembersAreWrittenAndNothingIsSentTwice(RealServer server) throws LDAPException {
        try (Place place = server.place()) {
            String ada = place.addUser("ada");
            place.addUser("bob");
            place.addGroup("team", ada);
            TestContext context =
                    place.context().with(LdapConnectorProvider.WRITABLE_ATTRIBUTES, "title, telephoneNumber,member");
            try (Scanning users = Scanning.users(context);
                    Scanning groups = Scanning.groups(context);
                    Abilities abilities = new Abilities(context)) {
                Result people = users.all();
                ExternalId adaId = people.named("ada").externalId();
                Optional<String> version = people.named("ada").version();
                PushItem item = Abilities.update(
                        adaId, version, new Delta.Put("title", "Dr"), new Delta.Clear("telephoneNumber"));

                assertThat(abilities.verify(USER, item)).isInstanceOf(PushOutcome.Failed.class);
                assertThat(abilities.push(USER, item)).isInstanceOf(PushOutcome.Applied.class);
                assertThat(abilities.verify(USER, item)).isInstanceOf(PushOutcome.Applied.class);
                assertThat(abilities.push(
                                USER, Abilities.update(adaId, Optional.empty(), new Delta.Put("title", "Dr"))))
                        .isInstanceOf(PushOutcome.Unchanged.class);

                ExternalId team = groups.one().externalId();
                PushItem swap = Abilities.update(
                        team,
                        Optional.empty(),
                        new Delta.AddValues("member", List.of(people.idOf("bob"), ada.toUpperCase(Locale.ROOT))),
                        new Delta.RemoveValues("member", List.of("cn=nobody,dc=example,dc=org")));
                assertThat(abilities.push(GROUP, swap)).isInstanceOf(PushOutcome.Applied.class);
                assertThat(groups.one().attributes().texts("member")).hasSize(2);
                assertThat(abilities.push(GROUP, swap)).isInstanceOf(PushOutcome.Unchanged.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENLDAP", "DS389", "AD"})
    void whatSomebodyChangedMeanwhileIsAConflictAndOthersAreRefusedOneByOne(RealServer server) throws LDAPException {
        try (Place place = server.place()) {
            String ada = place.addUser("ada");
            TestContext context =
                    place.context().with(LdapConnectorProvider.WRITABLE_ATTRIBUTES, "title,userPassword,uid");
            try (Scanning users = Scanning.users(context);
                    Abilities abilities = new Abilities(context)) {
                var record = users.one();
                Optional<String> ancient = record.version().map(version -> "1" + version);
                place.connection().modify(ada, new Modification(ModificationType.REPLACE, "description", "other"));

                assertThat(abilities.push(
                                USER, Abilities.update(record.externalId(), ancient, new Delta.Put("title", "Dr"))))
                        .isInstanceOf(PushOutcome.Conflict.class);
                assertThat(failure(abilities, record.externalId(), new Delta.Put("description", "x")))
                        .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
                assertThat(failure(abilities, record.externalId(), new Delta.Put("userPassword", "x")))
                        .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
                assertThat(failure(
                                abilities,
                                ExternalId.of("11111111-2222-3333-4444-555555555555"),
                                new Delta.Put("title", "x")))
                        .isEqualTo(ErrorCode.NOT_FOUND);
            }
        }
    }

    private static ErrorCode failure(Abilities abilities, ExternalId id, Delta delta) {
        PushOutcome outcome = abilities.push(USER, Abilities.update(id, Optional.empty(), delta));
        return ((PushOutcome.Failed) outcome).error().code();
    }

    private static String details(List<Finding> findings, String subject) {
        return findings.stream()
                .filter(finding -> finding.subject().equals(subject))
                .map(Finding::detail)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no finding about " + subject + " in " + findings));
    }
}
