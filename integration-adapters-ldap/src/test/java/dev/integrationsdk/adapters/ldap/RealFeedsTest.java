package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import dev.integrationsdk.adapters.ldap.RealServer.Place;
import dev.integrationsdk.adapters.ldap.Scanning.Result;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Change.DeleteKind;
import dev.integrationsdk.spi.record.Change.Deleted;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every feed on the product that has it: what changed is read, what did not is not, and gone means gone. */
final class RealFeedsTest {
    private static final String FEEDS = """
            AD, dirsync
            AD, usn
            OPENLDAP, content-sync
            OPENLDAP, access-log
            DS389, changelog
            """;

    @ParameterizedTest
    @CsvSource(textBlock = FEEDS)
    void nothingIsNamedWhereNothingHappened(RealServer server, String feed) throws LDAPException {
        try (Place place = server.place();
                Scanning users = Scanning.users(context(place, feed))) {
            place.addUser("ada");
            SyncCheckpoint start = users.all().last().next();

            assertThat(start.watermark()).contains(feed);
            Result nothing = users.changes(start);
            assertThat(nothing.changes()).isEmpty();
            assertThat(users.changes(nothing.last().next()).changes()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = FEEDS)
    void whatWasAddedChangedRenamedMovedAndDeletedIsNamed(RealServer server, String feed) throws LDAPException {
        try (Place place = server.place();
                Scanning users = Scanning.users(context(place, feed)).fields("cn", "dn", "description")) {
            String unit = place.addUnit("ou=inner," + place.dn());
            String changed = place.addUser("changed");
            String renamed = place.addUser("renamed");
            String moved = place.addUser("moved");
            String gone = place.addUser("gone");
            place.addUser("still");
            Result full = users.all();

            place.addUser("added");
            place.connection().modify(changed, new Modification(ModificationType.ADD, "description", "new"));
            place.connection().modifyDN(renamed, "cn=other", true);
            place.connection().modifyDN(moved, "cn=moved", true, unit);
            place.connection().delete(gone);
            Result delta = users.changes(full.last().next());

            assertThat(delta.records())
                    .extracting(external -> external.attributes().text("cn").orElseThrow())
                    .containsExactlyInAnyOrder("added", "changed", "other", "moved");
            assertThat(delta.idOf("other")).isEqualTo(full.idOf("renamed"));
            assertThat(delta.named("moved").attributes().text("dn").orElseThrow())
                    .contains("ou=inner");
            assertThat(delta.named("changed").attributes().text("description")).contains("new");
            assertThat(delta.deletions())
                    .containsExactly(new Deleted(full.named("gone").externalId(), DeleteKind.DELETED));
            assertThat(users.changes(delta.last().next()).changes()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = FEEDS)
    void theUsersOfAContainerThatWasRenamedAreReadAlthoughNoServerNamesThem(RealServer server, String feed)
            throws LDAPException {
        try (Place place = server.place();
                Scanning users = Scanning.users(context(place, feed)).fields("cn", "dn")) {
            String unit = place.addUnit("ou=inner," + place.dn());
            place.addUser("ada", unit);
            place.addUser("bob");
            SyncCheckpoint start = users.all().last().next();

            place.connection().modifyDN(unit, "ou=renamed", true);
            Result delta = users.changes(start);

            assertThat(delta.texts("cn")).containsExactly("ada");
            assertThat(delta.named("ada").attributes().text("dn").orElseThrow()).contains("ou=renamed");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = FEEDS)
    void whatMovesOutOfSightIsOutOfScopeAndARecreatedAccountIsANewOne(RealServer server, String feed)
            throws LDAPException {
        try (Place place = server.place()) {
            String inside = place.addUnit("ou=inside," + place.dn());
            String outside = place.addUnit("ou=outside," + place.dn());
            String moved = place.addUser("moved", inside);
            String recreated = place.addUser("recreated", inside);
            try (Scanning users = Scanning.users(context(place, feed).with(LdapConnectorProvider.BASE_DN, inside))
                    .fields("cn", "dn")) {
                Result full = users.all();

                place.connection().modifyDN(moved, "cn=moved", true, outside);
                place.connection().delete(recreated);
                place.addUser("recreated", inside);
                Result delta = users.changes(full.last().next());

                assertThat(delta.idOf("recreated")).isNotEqualTo(full.idOf("recreated"));
                assertThat(delta.deletions())
                        .containsExactlyInAnyOrder(
                                new Deleted(full.named("moved").externalId(), DeleteKind.OUT_OF_SCOPE),
                                new Deleted(full.named("recreated").externalId(), DeleteKind.DELETED));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = FEEDS)
    void aMembershipThatTouchesNoUserReachesTheUsers(RealServer server, String feed) throws LDAPException {
        try (Place place = server.place();
                Scanning users = Scanning.users(context(place, feed)).fields("cn", "effectiveGroups")) {
            String ada = place.addUser("ada");
            String bob = place.addUser("bob");
            String inner = place.addGroup("inner", ada);
            String outer = place.addGroup("outer", inner);
            SyncCheckpoint start = users.all().last().next();

            place.connection().modify(inner, new Modification(ModificationType.REPLACE, "member", bob));
            Result delta = users.changes(start);

            assertThat(delta.named("ada").attributes().texts("effectiveGroups")).isEmpty();
            assertThat(delta.named("bob").attributes().texts("effectiveGroups")).containsExactly("inner", "outer");
            assertThat(outer).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = FEEDS)
    void aPositionOfAnotherScopeOrServerDeletesNobodyAndReadsEverything(RealServer server, String feed)
            throws LDAPException {
        try (Place place = server.place()) {
            String inside = place.addUnit("ou=inside," + place.dn());
            place.addUser("ada", inside);
            place.addUser("bob");
            SyncCheckpoint start;
            try (Scanning users = Scanning.users(context(place, feed))) {
                start = users.all().last().next();
            }
            place.connection().modify(inside, new Modification(ModificationType.ADD, "description", "touched"));
            try (Scanning users = Scanning.users(context(place, feed).with(LdapConnectorProvider.BASE_DN, inside))) {
                Result delta = users.changes(start);

                assertThat(delta.texts("cn")).containsExactly("ada");
                assertThat(delta.deletions()).isEmpty();
            }
        }
    }

    private static TestContext context(Place place, String feed) {
        return place.context().with(LdapConnectorProvider.FEED, feed);
    }
}
