package dev.integrationsdk.internal.oauth;

import dev.integrationsdk.oauth.ConnectionOutcome;
import dev.integrationsdk.oauth.ConnectionOutcome.Status;
import dev.integrationsdk.oauth.OAuthApps;
import dev.integrationsdk.oauth.OAuthConnections;
import dev.integrationsdk.oauth.OAuthConnections.Begin;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.testkit.oauth.TokenFault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.integrationsdk.internal.oauth.OAuthHost.ADA;
import static dev.integrationsdk.internal.oauth.OAuthHost.BACK;
import static dev.integrationsdk.internal.oauth.OAuthHost.KEY;
import static dev.integrationsdk.internal.oauth.OAuthHost.WORK;
import static dev.integrationsdk.internal.oauth.OAuthHost.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OAuthConnectionsTest {
    private static final TenantId ACME = KEY.tenant();

    private final OAuthHost host = new OAuthHost(Duration.ZERO);
    private final OAuthConnections connections = host.connections();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void addressHasStateChallengeAndScopesAndEveryStateIsAnother() {
        URI first = begin();
        assertThat(first.getRawQuery())
                .contains("response_type=code")
                .contains("redirect_uri=https%3A%2F%2Fhost.example%2Foauth%2Fback%3Ffrom%3Dcrm")
                .contains("scope=contacts.read%20contacts.write")
                .contains("code_challenge_method=S256")
                .containsPattern("code_challenge=[A-Za-z0-9_-]{43}(&|$)")
                .containsPattern("state=[A-Za-z0-9_-]{43}(&|$)");
        assertThat(Stream.generate(this::begin).limit(50).distinct()).hasSize(50);
    }

    @Test
    void whoeverAgreesIsConnected() {
        ConnectionOutcome outcome = complete(host.server.agree(begin(), "acme-account"));
        assertThat(outcome.status()).isEqualTo(Status.CONNECTED);
        assertThat(outcome.connector()).contains(KEY);
        assertThat(host.reports).containsExactly("connected acme/crm ada");
        assertThat(outcome + " " + host.stored()).doesNotContain("canary");
        String token = host.process().tokenKeeper().accessToken(KEY, WORK).reveal();
        assertThat(host.server.accountOf(token)).isEqualTo("acme-account");
    }

    @Test
    void serverWithoutPkceIsServedToo() {
        host.use(OAuthSpec.authorizationCode(host.server.authorizeUri(), host.server.tokenUri())
                .withoutPkce()
                .withClientAuthentication(OAuthSpec.ClientAuthentication.BASIC));
        URI address = begin();
        assertThat(address.getRawQuery()).doesNotContain("challenge");
        assertThat(complete(host.server.agree(address, "acme-account")).isConnected())
                .isTrue();
    }

    @Test
    void stateIsGoodOnce() {
        Map<String, String> back = host.server.agree(begin(), "acme-account");
        complete(back);
        assertThat(complete(back)).isEqualTo(new ConnectionOutcome(Status.STATE_UNKNOWN, java.util.Optional.empty()));
        assertThat(host.server.reuses()).isZero();
    }

    @Test
    void stateEndsAfterTenMinutes() {
        Map<String, String> late = host.server.agree(begin(), "acme-account");
        host.clock.turn(Duration.ofMinutes(10));
        assertStatus(Status.STATE_EXPIRED, late);
        host.clock.turn(Duration.ofMinutes(-1));
        Map<String, String> inTime = host.server.agree(begin(), "acme-account");
        host.clock.turn(Duration.ofMinutes(5).minusMillis(1));
        assertThat(complete(inTime).isConnected()).isTrue();
    }

    @Test
    void stateOfAnotherActorOrTenantIsRefused() {
        Map<String, String> back = host.server.agree(begin(), "acme-account");
        assertThat(connections.complete(ADA, TenantId.of("globex"), back, WORK).status())
                .isEqualTo(Status.STATE_UNKNOWN);
        assertThat(connections.complete(Actor.of("eve"), ACME, back, WORK).status())
                .isEqualTo(Status.OTHER_ACTOR);
        assertStatus(Status.STATE_UNKNOWN, back);
        assertThat(host.stored()).isEmpty();
    }

    @Test
    void codeOfAnotherAttemptIsRefused() {
        Map<String, String> foreign = host.server.agree(begin(), "eves-account");
        Map<String, String> own = host.server.agree(begin(), "acme-account");
        assertStatus(Status.CODE_REFUSED, with(own, "code", foreign.getOrDefault("code", "")));
        assertThat(host.stored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "made-up", "0000000000000000000000000000000000000000000"})
    void madeUpStateIsRefused(String state) {
        assertStatus(Status.STATE_UNKNOWN, Map.of("state", state, "code", "x"));
    }

    @Test
    void answerWithoutAStateOrACodeIsRefused() {
        assertStatus(Status.STATE_UNKNOWN, Map.of("code", "x"));
        String state = host.server.agree(begin(), "acme-account").getOrDefault("state", "");
        assertStatus(Status.REFUSED, Map.of("state", state));
    }

    @Test
    void denialAndOtherErrorsAreTold() {
        String denied = host.server.agree(begin(), "acme-account").getOrDefault("state", "");
        assertStatus(Status.DENIED, Map.of("state", denied, "error", "access_denied"));
        String wrong = host.server.agree(begin(), "acme-account").getOrDefault("state", "");
        assertStatus(Status.REFUSED, Map.of("state", wrong, "error", "invalid_scope", "code", "x"));
        assertThat(host.server.tokenRequests()).isZero();
    }

    @Test
    void otherAccountIsRefusedUnlessAllowedAndTheFormerTokensStay() {
        host.connected();
        OAuthTokens former = host.stored().orElseThrow();
        assertThat(host.connect("globex-account", false).status()).isEqualTo(Status.OTHER_ACCOUNT);
        assertThat(host.stored()).contains(former);
        assertThat(host.connect("acme-account", false).isConnected()).isTrue();
        assertThat(host.connect("globex-account", true).isConnected()).isTrue();
        assertThat(host.stored().flatMap(OAuthTokens::account)).contains("globex-account");
    }

    @Test
    void tokenThatOpensNothingDoesNotReplaceTheFormerOne() {
        host.connected();
        OAuthTokens former = host.stored().orElseThrow();
        host.afterwards.set(() -> host.server.revokeAll("acme-account"));
        assertRefused(ErrorCode.AUTHENTICATION_FAILED, () -> host.connect("acme-account", false));
        assertThat(host.stored()).contains(former);
    }

    @Test
    void failureOfTheTokenEndpointIsThrownAndNothingIsStored() {
        Map<String, String> back = host.server.agree(begin(), "acme-account");
        host.server.fail(TokenFault.DOWN);
        assertRefused(ErrorCode.SERVICE_UNAVAILABLE, () -> complete(back));
        assertThat(host.stored()).isEmpty();
    }

    @Test
    void disconnectRevokesThereAndErasesHere() {
        host.connected();
        String token = host.stored().orElseThrow().access().reveal();
        assertThat(connections.disconnect(ADA, KEY, WORK)).isTrue();
        assertThat(host.server.accountOf(token)).isEmpty();
        assertThat(host.stored()).isEmpty();
        assertThat(connections.disconnect(ADA, KEY, WORK)).isFalse();
        assertThat(host.reports).containsExactly("connected acme/crm ada", "disconnected acme/crm ada");
        assertThat(host.connect("globex-account", false).isConnected()).isTrue();
    }

    @Test
    void disconnectErasesHereThoughTheRemoteIsGone() {
        host.connected();
        host.server.close();
        assertThat(connections.disconnect(ADA, KEY, WORK)).isFalse();
        assertThat(host.stored()).isEmpty();
    }

    @Test
    void redirectUriThatTheHostDoesNotListIsRefused() {
        for (String uri : new String[] {
            "https://host.example/oauth/back",
            "https://host.example/oauth/back?from=crm&x",
            "https://host.example.evil/oauth/back?from=crm",
            "http://host.example/oauth/back?from=crm",
            "https://host.example/oauth/../oauth/back?from=crm"
        }) {
            assertRefused(
                    ErrorCode.INVALID_CONFIGURATION,
                    () -> connections.begin(ADA, KEY, Begin.at(URI.create(uri), WORK)));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OAuthApps.builder().redirectUri(URI.create("javascript:alert(1)")));
    }

    @Test
    void everyMethodAsksWhetherTheActorMay() {
        Actor stranger = Actor.of("stranger");
        assertRefused(ErrorCode.PERMISSION_DENIED, () -> connections.begin(stranger, KEY, Begin.at(BACK, WORK)));
        host.connected();
        assertRefused(ErrorCode.PERMISSION_DENIED, () -> connections.disconnect(stranger, KEY, WORK));
        assertThat(host.stored()).isPresent();
    }

    private URI begin() {
        return connections.begin(ADA, KEY, Begin.at(BACK, WORK));
    }

    private ConnectionOutcome complete(Map<String, String> back) {
        return connections.complete(ADA, ACME, back, WORK);
    }

    private void assertStatus(Status status, Map<String, String> back) {
        assertThat(complete(back).status()).isEqualTo(status);
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable action) {
        assertThatExceptionOfType(IntegrationException.class).isThrownBy(action).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.getMessage()).doesNotContain("canary");
        });
    }
}
