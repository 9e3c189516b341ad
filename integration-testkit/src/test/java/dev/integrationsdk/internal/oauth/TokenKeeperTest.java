package dev.integrationsdk.internal.oauth;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.testkit.InMemoryStore.CommitFault;
import dev.integrationsdk.testkit.oauth.TokenFault;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.integrationsdk.internal.oauth.OAuthHost.ADA;
import static dev.integrationsdk.internal.oauth.OAuthHost.KEY;
import static dev.integrationsdk.internal.oauth.OAuthHost.LIFE;
import static dev.integrationsdk.internal.oauth.OAuthHost.UNTIL_RENEWED;
import static dev.integrationsdk.internal.oauth.OAuthHost.WORK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TokenKeeperTest {
    private static final Duration PAST_REST = Duration.ofSeconds(16);

    private OAuthHost host = new OAuthHost(Duration.ZERO);
    private TokenKeeper keeper = host.connected().process().tokenKeeper();
    private final Secret first = keeper.accessToken(KEY, WORK);

    @AfterEach
    void close() {
        host.close();
    }

    private void restartWithGrace() {
        host.close();
        host = new OAuthHost(Duration.ofMinutes(1)).connected();
        keeper = host.process().tokenKeeper();
    }

    @Test
    void tokenIsRenewedTwoMinutesBeforeItsEndAndNotEarlier() {
        host.clock.turn(UNTIL_RENEWED.minusMillis(1));
        assertThat(keeper.accessToken(KEY, WORK)).isEqualTo(first);
        host.clock.turn(Duration.ofMillis(1));
        Secret second = keeper.accessToken(KEY, WORK);
        assertThat(second).isNotEqualTo(first);
        assertThat(keeper.accessToken(KEY, WORK)).isEqualTo(second);
        assertThat(host.process().tokenKeeper().accessToken(KEY, WORK)).isEqualTo(second);
        assertThat(host.server.refreshes()).isEqualTo(1);
        host.clock.turn(LIFE.multipliedBy(3));
        assertThat(host.server.accountOf(keeper.accessToken(KEY, WORK).reveal()))
                .isEqualTo("acme-account");
        assertThat(host.server.reuses()).isZero();
    }

    @Test
    void formerTokenIsUsedWhileTheEndpointIsDownAndTheEndpointIsLeftAlone() {
        host.clock.turn(UNTIL_RENEWED);
        int before = host.server.tokenRequests();
        host.server.fail(TokenFault.DOWN, TokenFault.DOWN);
        assertThat(keeper.accessToken(KEY, WORK)).isEqualTo(first);
        assertThat(keeper.accessToken(KEY, WORK)).isEqualTo(first);
        assertThat(host.server.tokenRequests()).isEqualTo(before + 1);
        host.clock.turn(PAST_REST);
        assertThat(keeper.accessToken(KEY, WORK)).isEqualTo(first);
        host.clock.turn(PAST_REST);
        assertThat(keeper.accessToken(KEY, WORK)).isNotEqualTo(first);
        assertThat(host.reports).containsExactly("connected acme/crm ada");
    }

    @Test
    void failureIsFeltOnceTheTokenHasReallyEnded() {
        host.clock.turn(LIFE);
        host.server.fail(TokenFault.DOWN);
        assertFails(ErrorCode.SERVICE_UNAVAILABLE);
        assertThat(keeper.accessToken(KEY, WORK)).isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(
            value = TokenFault.class,
            names = {"HTML", "NO_TOKEN"})
    void answerThatIsNoTokenAnswerIsRefusedWithoutBeingRepeated(TokenFault fault) {
        host.clock.turn(LIFE);
        host.server.fail(fault);
        assertFails(ErrorCode.INVALID_PAYLOAD);
        assertThat(host.stored().orElseThrow().access()).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(
            value = TokenFault.class,
            names = {"ANSWER_LOST", "ANSWER_CUT"})
    void lostAnswerEndsInOneReportAndNoLoop(TokenFault fault) {
        host.clock.turn(UNTIL_RENEWED);
        host.server.fail(fault);
        assertThat(keeper.accessToken(KEY, WORK)).isEqualTo(first);
        host.clock.turn(PAST_REST);
        assertThat(keeper.accessToken(KEY, WORK)).isEqualTo(first);
        host.clock.turn(LIFE);
        int before = host.server.tokenRequests();
        for (int i = 0; i < 3; i++) {
            assertFails(ErrorCode.REAUTHORIZATION_REQUIRED);
            assertThatExceptionOfType(IntegrationException.class)
                    .isThrownBy(() -> host.process().tokenKeeper().accessToken(KEY, WORK));
        }
        assertThat(host.server.tokenRequests()).isEqualTo(before);
        assertThat(host.reports).containsExactly("connected acme/crm ada", "reauthorize acme/crm");
    }

    @Test
    void lostAnswerIsMadeUpForWithinTheServersGrace() {
        restartWithGrace();
        host.clock.turn(LIFE);
        host.server.fail(TokenFault.ANSWER_LOST);
        assertFails(ErrorCode.NETWORK_FAILED);
        assertThat(host.server.accountOf(keeper.accessToken(KEY, WORK).reveal()))
                .isEqualTo("acme-account");
        assertThat(host.server.reuses()).isZero();
    }

    @Test
    void connectionThatWasEndedOverThereIsReportedOnce() {
        host.server.revokeAll("acme-account");
        host.clock.turn(LIFE);
        assertFails(ErrorCode.REAUTHORIZATION_REQUIRED);
        int requests = host.server.tokenRequests();
        assertFails(ErrorCode.REAUTHORIZATION_REQUIRED);
        assertThat(host.server.tokenRequests()).isEqualTo(requests);
        assertThat(host.reports).containsExactly("connected acme/crm ada", "reauthorize acme/crm");
        assertThat(host.connect("acme-account", false).isConnected()).isTrue();
        assertThat(keeper.accessToken(KEY, WORK)).isNotEqualTo(first);
    }

    @Test
    void refusalWhoseCommitGotNoAnswerIsReportedOnceToo() {
        host.clock.turn(LIFE);
        host.meanwhile.set(() -> {
            host.server.revokeAll("acme-account");
            host.store.failNextCommit(CommitFault.LOST_AFTER);
        });
        assertFails(ErrorCode.REAUTHORIZATION_REQUIRED);
        assertThat(host.reports).containsExactly("connected acme/crm ada", "reauthorize acme/crm");
    }

    @Test
    void refusalMeansNothingIfAnotherProcessHasRenewedMeanwhile() {
        host.clock.turn(LIFE);
        Secret[] others = new Secret[1];
        host.meanwhile.set(() -> {
            host.clock.turn(Duration.ofMinutes(2));
            others[0] = host.process().tokenKeeper().accessToken(KEY, WORK);
            throw new IntegrationException(ErrorCode.REAUTHORIZATION_REQUIRED, "invalid_grant");
        });
        assertThat(keeper.accessToken(KEY, WORK)).isEqualTo(others[0]);
        assertThat(host.reports).doesNotContain("reauthorize acme/crm");
    }

    @Test
    void reencryptionDuringTheCallLosesNoToken() {
        host.clock.turn(LIFE);
        host.meanwhile.set(host::reencrypt);
        Secret second = keeper.accessToken(KEY, WORK);
        assertThat(host.stored().orElseThrow().access()).isEqualTo(second);
        host.clock.turn(LIFE);
        assertThat(keeper.accessToken(KEY, WORK)).isNotEqualTo(second);
        assertThat(host.server.reuses()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = CommitFault.class,
            names = {"LOST_BEFORE", "LOST_AFTER"})
    void lostCommitAfterTheAnswerLosesNoToken(CommitFault fault) {
        host.clock.turn(LIFE);
        host.afterwards.set(() -> host.store.failNextCommit(fault));
        Secret second = keeper.accessToken(KEY, WORK);
        assertThat(host.stored().orElseThrow().access()).isEqualTo(second);
        assertThat(host.server.refreshes()).isEqualTo(1);
    }

    @Test
    void whatCouldNotBeStoredIsStoredBeforeTheRemoteIsAskedAgain() {
        StoreThatFails failing = new StoreThatFails(host.store);
        TokenKeeper troubled = host.process(failing).tokenKeeper();
        host.clock.turn(LIFE);
        host.afterwards.set(() -> failing.failures.set(5));
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> troubled.accessToken(KEY, WORK))
                .extracting(IntegrationException::code)
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(host.stored().orElseThrow().access()).isEqualTo(first);
        host.clock.turn(Duration.ofMinutes(5));
        Secret second = troubled.accessToken(KEY, WORK);
        assertThat(host.stored().orElseThrow().access()).isEqualTo(second);
        assertThat(host.server.refreshes()).isEqualTo(1);
        assertThat(host.server.reuses()).isZero();
    }

    @Test
    void connectorThatIsDisconnectedMeanwhileStaysSo() {
        host.clock.turn(LIFE);
        host.afterwards.set(() -> host.connections().disconnect(ADA, KEY, WORK));
        assertFails(ErrorCode.REAUTHORIZATION_REQUIRED);
        assertThat(host.stored()).isEmpty();
    }

    @Test
    void refusedTokenIsRenewedOnceForAllWhoHadIt() {
        Secret second = keeper.accessTokenAfter(KEY, first, WORK);
        assertThat(second).isNotEqualTo(first);
        assertThat(keeper.accessTokenAfter(KEY, first, WORK)).isEqualTo(second);
        assertThat(host.process().tokenKeeper().accessTokenAfter(KEY, first, WORK))
                .isEqualTo(second);
        assertThat(host.server.refreshes()).isEqualTo(1);
    }

    @Test
    void whoeverLosesTheClaimUsesTheFormerTokenOrWaitsForTheNewOne() {
        host.clock.turn(UNTIL_RENEWED);
        StoredTokens stored = host.process().storedTokens();
        assertThat(stored.claim(KEY, 1, "other", Duration.ofDays(1))).isTrue();
        assertThat(keeper.accessToken(KEY, WORK)).isEqualTo(first);
        host.clock.turn(TokenKeeper.SKEW);
        AtomicInteger pauses = new AtomicInteger();
        TokenKeeper waiting = waiting(() -> {
            if (pauses.incrementAndGet() == 3) {
                stored.release(KEY, "other");
            }
        });
        assertThat(waiting.accessToken(KEY, WORK)).isNotEqualTo(first);
        assertThat(pauses).hasValue(3);
    }

    @Test
    void whoeverLosesTheClaimDoesNotWaitForEver() {
        host.clock.turn(LIFE);
        host.process().storedTokens().claim(KEY, 1, "other", Duration.ofDays(1));
        AtomicInteger pauses = new AtomicInteger();
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> waiting(pauses::incrementAndGet).accessToken(KEY, WORK))
                .extracting(IntegrationException::code)
                .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        assertThat(pauses).hasValueLessThan(200);
        assertThat(host.server.refreshes()).isZero();
    }

    @Test
    void connectorThatWasNeverConnectedSaysSo() {
        host.connections().disconnect(ADA, KEY, WORK);
        assertFails(ErrorCode.REAUTHORIZATION_REQUIRED);
    }

    @Test
    void clientCredentialsNeedNobodyToAgree() {
        host.connections().disconnect(ADA, KEY, WORK);
        host.use(OAuthSpec.clientCredentials(host.server.tokenUri())
                .withClientAuthentication(OAuthSpec.ClientAuthentication.BASIC));
        Secret token = keeper.accessToken(KEY, WORK);
        assertThat(host.process().tokenKeeper().accessToken(KEY, WORK)).isEqualTo(token);
        host.clock.turn(UNTIL_RENEWED);
        assertThat(keeper.accessToken(KEY, WORK)).isNotEqualTo(token);
    }

    private TokenKeeper waiting(Runnable pause) {
        return new TokenKeeper(
                host.process().storedTokens(),
                host.process().systems(),
                ConnectionReports.NONE,
                host.clock,
                time -> pause.run());
    }

    private void assertFails(ErrorCode code) {
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> keeper.accessToken(KEY, WORK))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(code);
                    assertThat(failure.getMessage()).doesNotContain("canary");
                });
    }

    private static final class StoreThatFails implements TransactionRunner {
        private final TransactionRunner store;
        private final AtomicInteger failures = new AtomicInteger();

        StoreThatFails(TransactionRunner store) {
            this.store = store;
        }

        @Override
        public <T> T inTransaction(Work<T> work) {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IntegrationException(ErrorCode.STORE_UNAVAILABLE, "the database is down");
            }
            return store.inTransaction(work);
        }
    }
}
