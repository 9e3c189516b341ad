package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import dev.integrationsdk.adapters.ldap.Scanning.Result;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class FullScanTest {
    @ParameterizedTest(name = "{0} users in {1} pages")
    @CsvSource({"1, 1", "499, 1", "500, 1", "501, 2", "1203, 3"})
    void everyUserIsReadExactlyOnce(int users, int pages) throws LDAPException {
        try (TestDirectory directory = TestDirectory.plain().withUsers(users);
                Scanning scanning = Scanning.users(TestContext.plain(directory))) {
            Result result = scanning.all();

            assertThat(result.pages()).hasSize(pages);
            assertThat(result.texts("uid")).hasSize(users).doesNotHaveDuplicates();
            assertThat(result.completeness()).isEqualTo(Completeness.COMPLETE);
        }
    }

    @Test
    void noUserAtAllIsNoProofThatAllAreGone() throws LDAPException {
        try (TestDirectory directory = TestDirectory.plain();
                Scanning scanning = Scanning.users(TestContext.plain(directory))) {
            PullPage page = scanning.first();

            assertThat(page.changes()).isEmpty();
            assertThat(page.completeness()).contains(Completeness.PARTIAL);
        }
    }

    @Test
    void pagesAreNoLargerThanAskedFor() throws LDAPException {
        try (TestDirectory directory = TestDirectory.plain().withUsers(7);
                Scanning scanning = Scanning.users(TestContext.plain(directory)).maxRecords(3)) {
            assertThat(scanning.all().pages())
                    .extracting(page -> page.changes().size())
                    .containsExactly(3, 3, 1);
        }
    }

    @Test
    void groupsNameTheirMembers() throws LDAPException {
        try (TestDirectory directory = TestDirectory.plain().withUsers(2);
                Scanning groups = Scanning.groups(TestContext.plain(directory));
                Scanning users = Scanning.users(TestContext.plain(directory))) {
            directory.addGroup(
                    "staff", "UID=u00002, OU=People,dc=example,dc=com", "uid=u00001,ou=people,dc=example,dc=com");

            assertThat(groups.one().attributes().texts("member"))
                    .containsExactlyElementsOf(users.all().texts("dn"));
        }
    }

    @Test
    void theSamePositionGivesTheSamePageAgain() throws LDAPException {
        try (TestDirectory directory = TestDirectory.plain().withUsers(9);
                Scanning scanning = Scanning.users(TestContext.plain(directory)).maxRecords(3)) {
            PullPage first = scanning.first();
            PullPage second = scanning.after(first);
            PullPage secondAgain = scanning.after(first);
            PullPage third = scanning.after(second);
            PullPage thirdAgain = scanning.after(secondAgain);

            assertThat(Result.records(secondAgain)).isEqualTo(Result.records(second));
            assertThat(secondAgain.next()).isEqualTo(second.next());
            assertThat(third.completeness()).contains(Completeness.COMPLETE);
            assertThat(Result.records(thirdAgain)).isEqualTo(Result.records(third));
        }
    }

    @Test
    void anotherProcessBeginsTheScanAgain() throws LDAPException {
        try (TestDirectory directory = TestDirectory.plain().withUsers(9)) {
            TestContext context = TestContext.plain(directory);
            SyncCheckpoint middle;
            try (Scanning before = Scanning.users(context).maxRecords(3)) {
                middle = before.first().next();
            }
            try (Scanning after = Scanning.users(context).maxRecords(3)) {
                Failures.message(ErrorCode.CURSOR_EXPIRED, () -> after.page(Optional.of(middle)));

                Result result = after.all(Optional.of(middle.withoutCursor()));
                assertThat(result.texts("uid")).hasSize(9).doesNotHaveDuplicates();
                assertThat(result.completeness()).isEqualTo(Completeness.COMPLETE);
            }
        }
    }

    @Test
    void aPositionBeforeTheLastPageHasExpiredWithoutDisturbingTheScan() throws LDAPException {
        try (TestDirectory directory = TestDirectory.plain().withUsers(9);
                Scanning scanning = Scanning.users(TestContext.plain(directory)).maxRecords(2)) {
            PullPage first = scanning.first();
            PullPage third = scanning.after(scanning.after(first));

            Failures.message(ErrorCode.CURSOR_EXPIRED, () -> scanning.after(first));
            assertThat(scanning.after(third).changes()).hasSize(2);
        }
    }

    @Test
    void otherFieldsThanBeforeExpireThePosition() throws LDAPException {
        try (TestDirectory directory = TestDirectory.plain().withUsers(3);
                Scanning scanning = Scanning.users(TestContext.plain(directory)).maxRecords(2)) {
            PullPage first = scanning.first();

            Failures.message(
                    ErrorCode.CURSOR_EXPIRED, () -> scanning.fields("mail").after(first));
        }
    }

    @Test
    void aNewScanClosesTheOneBefore() throws LDAPException {
        try (TestDirectory directory = TestDirectory.plain().withUsers(3);
                Scanning scanning = Scanning.users(TestContext.plain(directory)).maxRecords(2)) {
            PullPage first = scanning.first();
            PullPage again = scanning.first();

            Failures.message(ErrorCode.CURSOR_EXPIRED, () -> scanning.after(first));
            assertThat(scanning.after(again).completeness()).contains(Completeness.COMPLETE);
        }
    }

    @Test
    void aScanThatWasIdleForLongIsClosed() throws LDAPException {
        try (TestDirectory directory = TestDirectory.plain().withUsers(3)) {
            TestContext context = TestContext.plain(directory);
            try (Scanning scanning = Scanning.users(context).maxRecords(2)) {
                PullPage first = scanning.first();
                context.pass(Duration.ofMinutes(16));

                Failures.message(ErrorCode.CURSOR_EXPIRED, () -> scanning.after(first));
            }
        }
    }

    @Test
    void theConnectionEndsWithTheLastPage() throws Exception {
        try (TestDirectory directory = TestDirectory.plain().withUsers(3);
                Scanning scanning = Scanning.users(TestContext.plain(directory)).maxRecords(2)) {
            scanning.all();

            assertThat(directory.connections()).isEqualTo(1);
            assertThat(directory.allDisconnected()).isTrue();
        }
    }

    @Test
    void closingTheConnectorEndsItsConnections() throws Exception {
        try (TestDirectory directory = TestDirectory.plain().withUsers(3)) {
            Scanning scanning = Scanning.users(TestContext.plain(directory)).maxRecords(2);
            scanning.first();
            scanning.close();
            scanning.close();

            assertThat(directory.allDisconnected()).isTrue();
        }
    }

    @Test
    void theDurablePositionIsWhenTheCompleteScanBegan() throws LDAPException {
        try (TestDirectory directory = TestDirectory.plain().withUsers(3)) {
            TestContext context = TestContext.plain(directory);
            try (Scanning scanning = Scanning.users(context).maxRecords(2)) {
                PullPage first = scanning.first();
                context.pass(Duration.ofMinutes(1));
                PullPage last = scanning.after(first);

                assertThat(first.next().watermark()).isEqualTo("- entryUUID");
                assertThat(last.next().watermark()).startsWith(TestContext.START + " entryUUID modify-timestamp ");
            }
        }
    }
}
