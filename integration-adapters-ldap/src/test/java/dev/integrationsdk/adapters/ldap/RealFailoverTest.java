package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import dev.integrationsdk.adapters.ldap.RealServer.Place;
import dev.integrationsdk.adapters.ldap.Scanning.Result;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Another server than the one that gave the position, and accounts that see less than an administrator. */
final class RealFailoverTest {
    private static final String SERVICES = "OU=Service,OU=Lab,DC=ad,DC=example,DC=org";

    @ParameterizedTest
    @ValueSource(strings = {"dirsync", "usn"})
    void anotherDomainControllerIsNoticedReadsEverythingAndDeletesNobody(String feed) {
        SyncCheckpoint start;
        try (Scanning users = Scanning.users(services(RealServer.AD.context(), feed))) {
            start = users.all().last().next();
        }
        try (Scanning users = Scanning.users(services(RealServer.AD2.context(), feed))) {
            Result delta = users.changes(start);

            assertThat(delta.texts("cn")).contains("svc-sync", "svc-poor");
            assertThat(delta.deletions()).isEmpty();
            assertThat(delta.completeness()).isEqualTo(Completeness.PARTIAL);
            assertThat(users.changes(delta.last().next()).changes()).isEmpty();
        }
    }

    @Test
    void anAccountThatMaySeeChangesButNoDeletedObjectsIsNotTrustedWithDeletions() throws LDAPException {
        try (Place place = RealServer.AD.place();
                Scanning users = Scanning.users(place.contextOf("svc-dirsync", "Pw-svc-dirsync"))) {
            String gone = place.addUser("gone");
            place.addUser("stays");
            SyncCheckpoint start = users.all().last().next();

            assertThat(start.watermark()).contains(" usn ");
            place.connection().delete(gone);
            Result delta = users.changes(start);
            assertThat(delta.deletions()).isEmpty();
            assertThat(delta.completeness()).isEqualTo(Completeness.PARTIAL);
        }
    }

    @Test
    void aPlainAccountOfActiveDirectoryReadsByChangeNumbers() throws LDAPException {
        try (Place place = RealServer.AD.place();
                Scanning users = Scanning.users(place.contextOf("svc-sync", "Pw-svc-sync"))
                        .fields("cn", "title")) {
            String ada = place.addUser("ada");
            place.addUser("bob");
            SyncCheckpoint start = users.all().last().next();

            place.connection().modify(ada, new Modification(ModificationType.ADD, "title", "Dr"));
            assertThat(users.changes(start).texts("cn")).containsExactly("ada");
        }
    }

    @Test
    void aReplicaOfOpenLdapTakesThePositionOfItsProvider() throws LDAPException {
        try (Place place = RealServer.OPENLDAP.place()) {
            place.addUser("ada");
            SyncCheckpoint start;
            try (Scanning users = Scanning.users(place.context())) {
                start = users.all().last().next();
            }
            try (Scanning users = Scanning.users(
                    place.context().with(LdapConnectorProvider.URL, RealServer.OPENLDAP_REPLICA.url()))) {
                // What the replica has already, or everything where it lags: never a deletion.
                assertThat(users.changes(start).deletions()).isEmpty();
            }
        }
    }

    @Test
    void whatOpenLdapHasForgottenIsReadAgainAndDeletesNobody() throws LDAPException {
        try (Place place = RealServer.OPENLDAP.place();
                Scanning users = Scanning.users(place.context())) {
            place.addUser("ada");
            SyncCheckpoint start = users.all().last().next();
            String position = FeedPosition.parse(start.watermark().split(" ", 3)[2])
                    .orElseThrow()
                    .mark();
            SyncCheckpoint ancient = SyncCheckpoint.of(
                    start.format(), start.watermark().replace(position, position.replaceFirst("^\\d{8}", "20200101")));

            Result delta = users.changes(ancient);
            assertThat(delta.texts("cn")).contains("ada");
            assertThat(delta.deletions()).isEmpty();
            assertThat(users.changes(delta.last().next()).changes()).isEmpty();
        }
    }

    private static TestContext services(TestContext context, String feed) {
        return context.with(LdapConnectorProvider.FEED, feed).with(LdapConnectorProvider.BASE_DN, SERVICES);
    }
}
