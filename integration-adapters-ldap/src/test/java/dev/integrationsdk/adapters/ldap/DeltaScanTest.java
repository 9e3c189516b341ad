package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import dev.integrationsdk.adapters.ldap.Scanning.Result;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Scans of changes where a directory has nothing but times. */
final class DeltaScanTest {
    private final Answers answers = new Answers();
    private TestDirectory directory;
    private TestContext context;
    private Scanning scanning;

    @BeforeEach
    void open() throws LDAPException {
        directory = TestDirectory.plain(answers).withUsers(5);
        context = TestContext.plain(directory).with(LdapConnectorProvider.OVERLAP, "PT0S");
        scanning = Scanning.users(context).maxRecords(2);
    }

    @AfterEach
    void close() {
        scanning.close();
        directory.close();
    }

    @Test
    void aPositionIsTakenFromTheDirectorysTimesAndNamesTheFeed() {
        assertThat(scanning.all().last().next().watermark()).contains(" entryUUID modify-timestamp ");
    }

    @Test
    void whatChangedSinceIsReadInPagesAndNoDeletionIsEverSeen() throws LDAPException {
        SyncCheckpoint start = scanning.all().last().next();
        directory.server().delete("uid=u00001,ou=people,dc=example,dc=com");
        for (int i = 2; i <= 4; i++) {
            directory
                    .server()
                    .modify(
                            "uid=u0000" + i + ",ou=people,dc=example,dc=com",
                            new Modification(ModificationType.ADD, "description", "new"));
        }
        Result delta = scanning.changes(start);

        assertThat(delta.texts("uid")).contains("u00002", "u00003", "u00004");
        assertThat(delta.deletions()).isEmpty();
        assertThat(delta.pages().size()).isGreaterThan(1);
        assertThat(delta.completeness()).isEqualTo(Completeness.PARTIAL);
    }

    @Test
    void withoutAPositionEverythingIsReadAndNothingIsDeleted() {
        Result delta = scanning.changes(SyncCheckpoint.of(1, "- entryUUID"));

        assertThat(delta.texts("uid")).hasSize(5);
        assertThat(delta.completeness()).isEqualTo(Completeness.PARTIAL);
        assertThat(scanning.changes(delta.last().next()).last().next())
                .isEqualTo(delta.last().next());
    }

    @Test
    void aFailureInTheMiddleLeavesThePositionAndALaterCallBeginsAnew() {
        SyncCheckpoint nothing = SyncCheckpoint.of(Watermark.FORMAT, "- -");
        PullPage first = scanning.source().pull(scanning.request(ScanKind.INCREMENTAL, Optional.of(nothing)));
        answers.search = new LDAPException(ResultCode.BUSY, "later");

        Failures.message(
                ErrorCode.SERVICE_UNAVAILABLE,
                () -> scanning.source().pull(scanning.request(ScanKind.INCREMENTAL, Optional.of(first.next()))));
        assertThat(first.next().watermark()).isEqualTo("- -");
        answers.search = null;
        Failures.message(
                ErrorCode.CURSOR_EXPIRED,
                () -> scanning.source().pull(scanning.request(ScanKind.INCREMENTAL, Optional.of(first.next()))));
        assertThat(scanning.changes(first.next().withoutCursor()).texts("uid")).hasSize(5);
    }

    @Test
    void aBaseThatIsNotVisibleIsAnErrorAndNoSilence() {
        SyncCheckpoint start = scanning.all().last().next();
        answers.entries = (request, entry) -> null;

        Failures.message(ErrorCode.PERMISSION_DENIED, () -> scanning.changes(start));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openldap", "active-directory", "389", "edirectory", "ldap"})
    void aServerThatIsToldToBeAnotherIsReadByTimesWhereItOffersNothingBetter(String serverType) {
        context.with(LdapConnectorProvider.SERVER_TYPE, serverType)
                .with(LdapConnectorProvider.ID_ATTRIBUTE, "entryUUID");
        try (Scanning users = Scanning.users(context)) {
            Result full = users.all();

            assertThat(full.completeness()).isEqualTo(Completeness.COMPLETE);
            assertThat(users.changes(full.last().next()).deletions()).isEmpty();
        }
    }

    @Test
    void aFeedThatWasSetAndCannotBeUsedIsAnError() {
        context.with(LdapConnectorProvider.FEED, "content-sync");
        try (Scanning users = Scanning.users(context)) {
            assertThat(Failures.message(ErrorCode.INVALID_CONFIGURATION, users::all))
                    .contains("content-sync", "RFC 4533");
        }
    }

    @Test
    void aFeedThatFailsInAWayOfItsOwnDoesNotKeepAScanFromRunning() {
        answers.reading = dn -> dn.equals("cn=accesslog") ? ResultCode.LOOP_DETECT : ResultCode.SUCCESS;
        context.with(LdapConnectorProvider.SERVER_TYPE, "openldap");
        try (Scanning users = Scanning.users(context)) {
            assertThat(users.all().last().next().watermark()).contains("modify-timestamp");
        }
    }
}
