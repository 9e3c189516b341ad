package dev.integrationsdk.testkit.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class DirectoryFaultsTest {
    private static final String USERS = "(objectClass=inetOrgPerson)";

    private DirectorySimulator directory;
    private LDAPConnection connection;

    @BeforeEach
    void startDirectory() throws Exception {
        directory = DirectorySimulator.startGenerated(40, 1, 7);
        connection = connect();
    }

    @AfterEach
    void closeDirectory() {
        connection.close();
        directory.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 11, 50, 51, 52, 53, 80})
    void searchIsAnsweredWithAResultCodeOnce(int code) throws Exception {
        directory.faults().nextSearches(1).resultCode(code);

        LDAPSearchException failure = failureOf(connection);

        assertThat(failure.getResultCode().intValue()).isEqualTo(code);
        assertThat(failure.getEntryCount()).isZero();
        assertThat(directory.faults().areUsedUp()).isTrue();
        assertThat(search(connection).getEntryCount()).isEqualTo(40);
    }

    @Test
    void resultCodeMayFollowEntries() {
        directory.faults().nextSearches(1).entriesThenResultCode(4);

        LDAPSearchException failure = failureOf(connection);

        assertThat(failure.getResultCode()).isEqualTo(ResultCode.SIZE_LIMIT_EXCEEDED);
        assertThat(failure.getEntryCount()).isEqualTo(40);
    }

    @Test
    void connectionIsDroppedAmongTheEntries() throws Exception {
        directory.faults().nextSearches(1).dropAfterEntries(10);

        LDAPSearchException failure = failureOf(connection);

        assertThat(failure.getResultCode()).isEqualTo(ResultCode.SERVER_DOWN);
        assertThat(failure.getEntryCount()).isBetween(1, 10);
        try (LDAPConnection fresh = connect()) {
            assertThat(search(fresh).getEntryCount()).isEqualTo(40);
        }
    }

    @Test
    void connectionIsDroppedAfterPages() throws Exception {
        directory.faults().nextSearches(1).skipping(2).dropAfterEntries(0);

        SearchResult first = page(null);
        SearchResult second = page(cookie(first));

        assertThat(second.getEntryCount()).isEqualTo(10);
        LDAPSearchException failure = catchThrowableOfType(LDAPSearchException.class, () -> page(cookie(second)));
        assertThat(failure.getResultCode()).isEqualTo(ResultCode.SERVER_DOWN);
        assertThat(directory.requests().get(2).pageSize()).isEqualTo(10);
    }

    @Test
    void newConnectionsAreRefusedWhileOpenOnesLive() throws Exception {
        int port = directory.port();
        directory.faults().refuseConnections();

        assertThatExceptionOfType(LDAPException.class)
                .isThrownBy(this::connect)
                .satisfies(e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.CONNECT_ERROR));
        assertThat(search(connection).getEntryCount()).isEqualTo(40);

        directory.faults().acceptConnections();
        assertThat(directory.port()).isEqualTo(port);
        connect().close();
    }

    @Test
    void openConnectionsAreDroppedOnDemand() throws Exception {
        directory.faults().dropConnections();

        assertThat(failureOf(connection).getResultCode()).isEqualTo(ResultCode.SERVER_DOWN);
        connect().close();
    }

    private LDAPConnection connect() throws LDAPException {
        return new LDAPConnection(
                directory.host(), directory.port(), DirectorySimulator.SERVICE_DN, DirectorySimulator.SERVICE_PASSWORD);
    }

    private static SearchResult search(LDAPConnection connection) throws LDAPSearchException {
        return connection.search(DirectorySimulator.BASE_DN, SearchScope.SUB, USERS);
    }

    private static LDAPSearchException failureOf(LDAPConnection connection) {
        return catchThrowableOfType(LDAPSearchException.class, () -> search(connection));
    }

    private SearchResult page(@Nullable ASN1OctetString cookie) throws LDAPException {
        SearchRequest request = new SearchRequest(DirectorySimulator.BASE_DN, SearchScope.SUB, USERS);
        request.addControl(new SimplePagedResultsControl(10, cookie, true));
        return connection.search(request);
    }

    private static ASN1OctetString cookie(SearchResult page) throws LDAPException {
        return SimplePagedResultsControl.get(page).getCookie();
    }
}
