package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.integrationsdk.adapters.ldap.Scanning.Result;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class IncompleteScanTest {
    private final Answers answers = new Answers();
    private TestDirectory directory;
    private TestContext context;
    private Scanning scanning;

    @BeforeEach
    void open() throws LDAPException {
        directory = TestDirectory.plain(answers).withUsers(5);
        context = TestContext.plain(directory);
        scanning = Scanning.users(context).maxRecords(2);
    }

    @AfterEach
    void close() {
        scanning.close();
        directory.close();
    }

    @ParameterizedTest(name = "result code {0}")
    @ValueSource(ints = {3, 4, 11})
    void aLimitDeliversWhatCameAndProvesNothing(int code) {
        answers.afterEntries = ResultCode.valueOf(code);
        answers.fromPage = 2;

        Result result = scanning.all();

        assertThat(result.records()).hasSize(4);
        assertThat(result.completeness()).isEqualTo(Completeness.PARTIAL);
        assertThat(result.last().next().watermark()).startsWith("- ");
    }

    @ParameterizedTest(name = "result code {0} is {1}")
    @CsvSource({
        "4, PERMISSION_DENIED, size limit",
        "11, INVALID_CONFIGURATION, lower page-size",
        "3, TIMED_OUT, time limit"
    })
    void aLimitBeforeTheFirstEntrySaysWhatToGrant(int code, ErrorCode expected, String words) {
        answers.search = new LDAPException(ResultCode.valueOf(code), "of " + TestDirectory.USER);

        assertThat(Failures.message(expected, scanning::first)).contains(words).doesNotContain("cn=reader");
    }

    @ParameterizedTest(name = "result code {0} is {1}")
    @CsvSource({
        "51, SERVICE_UNAVAILABLE",
        "52, SERVICE_UNAVAILABLE",
        "80, SERVICE_UNAVAILABLE",
        "1, SERVICE_UNAVAILABLE",
        "50, PERMISSION_DENIED",
        "32, NOT_FOUND",
        "12, INVALID_CONFIGURATION",
        "53, INVALID_CONFIGURATION",
        "10, INVALID_CONFIGURATION",
        "8, AUTHENTICATION_FAILED",
        "4096, CURSOR_EXPIRED",
        "68, INVALID_PAYLOAD"
    })
    void aRefusedSearchHasTheCodeThatDecidesWhatIsNext(int code, ErrorCode expected) {
        answers.search = new LDAPException(ResultCode.valueOf(code), "of " + TestDirectory.USER);

        assertThat(Failures.message(expected, scanning::first)).doesNotContain("cn=reader");
    }

    @ParameterizedTest(name = "result code {0}")
    @ValueSource(ints = {1, 2, 12, 53})
    void aCookieThatIsNoLongerKnownExpiresTheCursor(int code) {
        PullPage first = scanning.first();
        answers.search = new LDAPException(ResultCode.valueOf(code));

        Failures.message(ErrorCode.CURSOR_EXPIRED, () -> scanning.after(first));
    }

    @Test
    void aConnectionLostBetweenPagesLeadsToAWholeScanAgain() {
        PullPage first = scanning.first();
        directory.server().closeAllConnections(false);

        Failures.message(ErrorCode.NETWORK_FAILED, () -> scanning.after(first));
        Failures.message(ErrorCode.CURSOR_EXPIRED, () -> scanning.after(first));
        assertWholeScanFrom(first.next().withoutCursor());
    }

    @Test
    void aConnectionLostWithinAPageLosesThePage() {
        AtomicInteger entry = new AtomicInteger();
        answers.meanwhile = () -> {
            if (entry.incrementAndGet() == 4) {
                directory.server().closeAllConnections(false);
            }
        };
        PullPage first = scanning.first();

        Failures.message(ErrorCode.NETWORK_FAILED, () -> scanning.after(first));
        assertWholeScanFrom(first.next().withoutCursor());
    }

    @Test
    void aReferenceToElsewhereIsNotFollowedAndProvesNothing() {
        answers.reference = "ldap://elsewhere.example.com/dc=child,dc=example,dc=com";

        assertThat(scanning.all().completeness()).isEqualTo(Completeness.PARTIAL);
        assertThat(scanning.all().records()).hasSize(5);
    }

    @Test
    void aReferenceToAPartitionWithoutPeopleHidesNobody() {
        answers.reference = "ldap://DomainDnsZones.example.com/DC=DomainDnsZones,DC=example,DC=com";

        assertThat(scanning.all().completeness()).isEqualTo(Completeness.COMPLETE);
    }

    @Test
    void aBaseThatIsNotThereIsNotFound() {
        try (Scanning other =
                Scanning.users(context.with(LdapConnectorProvider.BASE_DN, "ou=nobody,dc=example,dc=com"))) {
            Failures.message(ErrorCode.NOT_FOUND, other::first);
        }
    }

    @Test
    void aBaseThatIsNotVisibleIsAMissingRightAndNoEmptyDirectory() {
        answers.entries = (request, entry) -> null;

        assertThat(Failures.message(ErrorCode.PERMISSION_DENIED, scanning::all)).contains("base-dn");
    }

    @Test
    void anEntryWithoutAnIdIsNeverTakenForANewOne() {
        answers.entries = (request, entry) -> {
            if (entry.getDN().contains("u00004")) {
                var hidden = entry.duplicate();
                hidden.removeAttribute("entryUUID");
                return hidden;
            }
            return entry;
        };

        Result result = scanning.all();

        assertThat(result.texts("uid")).containsExactly("u00001", "u00002", "u00003", "u00005");
        assertThat(result.pages().get(1).unreadable()).hasSize(1).allSatisfy(unreadable -> {
            assertThat(unreadable.externalId()).isEmpty();
            assertThat(unreadable.position()).isEqualTo("page[2].entry[1]");
            assertThat(unreadable.reason()).contains("entryUUID").doesNotContain("u00004");
        });
        assertThat(result.completeness()).isEqualTo(Completeness.PARTIAL);
    }

    @Test
    void anEntryBeyondAllMeasureIsNotReadIntoMemory() throws LDAPException {
        directory.addUser("big", new Attribute("jpegPhoto", new byte[5 * 1024 * 1024]));

        assertThat(Failures.message(
                        ErrorCode.INVALID_PAYLOAD,
                        () -> scanning.fields("jpegPhoto").all()))
                .contains("larger than 4194304 bytes");
    }

    @Test
    void aPassedDeadlineAsksNothing() {
        var request = scanning.request(ScanKind.FULL, Optional.empty());
        context.pass(Duration.ofMinutes(1));

        Failures.message(ErrorCode.TIMED_OUT, () -> scanning.source().pull(request));
        assertThat(directory.connections()).isZero();
    }

    @Test
    void theForeignTextStaysInTheCause() {
        answers.search = new LDAPException(ResultCode.BUSY, "too many searches by " + TestDirectory.USER);

        IntegrationException failure = Assertions.catchThrowableOfType(IntegrationException.class, scanning::first);
        assertThat(failure).hasMessage("searching below base-dn failed: busy (51)");
        assertThat(failure.getCause()).hasMessageContaining("too many searches");
    }

    @Test
    void twoCallsAtOnceNeverShareASearch() {
        PullPage first = scanning.first();
        AtomicInteger entry = new AtomicInteger();
        answers.meanwhile = () -> {
            if (entry.getAndIncrement() == 0) {
                Failures.message(ErrorCode.CURSOR_EXPIRED, () -> scanning.after(first));
                entry.set(100);
            }
        };

        assertThat(scanning.after(first).changes()).hasSize(2);
        assertThat(entry).hasValueGreaterThanOrEqualTo(100);
    }

    @Test
    void closingTheConnectorEndsACallThatWaits() {
        PullPage first = scanning.first();
        answers.meanwhile = scanning::close;

        Failures.message(ErrorCode.NETWORK_FAILED, () -> scanning.after(first));
    }

    private void assertWholeScanFrom(SyncCheckpoint from) {
        Result whole = scanning.all(Optional.of(from));
        assertThat(whole.texts("uid")).hasSize(5).doesNotHaveDuplicates();
        assertThat(whole.completeness()).isEqualTo(Completeness.COMPLETE);
    }
}
