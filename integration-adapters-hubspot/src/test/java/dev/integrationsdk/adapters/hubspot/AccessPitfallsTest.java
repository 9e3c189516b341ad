package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.http.OkHttpTransportProvider;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.RateSignal;
import dev.integrationsdk.spi.call.RequestGate;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.Disposition;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpTransportProvider.TransportOptions;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.oauth.OAuthClient;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.spi.oauth.OAuthWire;
import dev.integrationsdk.spi.oauth.TokenRequest;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.testkit.hubspot.HubSpotSimulator;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Tokens, limits and answers that are none. */
class AccessPitfallsTest {
    private final Portal portal = new Portal();

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    void P37_everyRequestUsesTheTokenThatCountsNow() {
        portal.records.addGenerated("contacts", 250, 7);

        List<PullPage> pages = portal.contacts()
                .betweenPages(page -> {
                    portal.context.token = "pat-eu1-renewed-" + page.changes().size();
                    portal.records.replaceToken(portal.context.token);
                })
                .full();

        assertThat(Mirror.of(pages).records).hasSize(250);
    }

    @Test
    void P38_limitOfTheTokenEndpointPassesByItself() {
        portal.simulator.faults().next(1).onPath("/oauth/").tenSecondlyLimit();

        assertThat(refreshed().code().disposition()).isEqualTo(Disposition.RETRY_AT);
    }

    @Test
    void P39_refusedTokenIsNotTriedAgainByTheAdapterAndExpiredIsToldFromInvalid() {
        portal.context.token = "pat-eu1-wrong";
        assertThat(portal.contacts().failure(ScanKind.FULL)).hasMessageContaining("INVALID");
        assertThat(portal.simulator.requestCount()).isEqualTo(1);

        portal.context.token = Portal.TOKEN;
        portal.records.expireToken();
        assertThat(portal.contacts().failure(ScanKind.FULL)).hasMessageContaining("EXPIRED");
    }

    @Test
    void P40_tokenThatHubSpotEchoesIsInNoMessage() {
        for (int status : List.of(400, 401, 403, 404, 409, 429, 500, 530)) {
            portal.simulator
                    .faults()
                    .next(1)
                    .status(
                            status,
                            "application/json",
                            "{\"message\":\"bad token " + Portal.TOKEN + "\",\"category\":\"" + Portal.TOKEN
                                    + " x\",\"correlationId\":\"" + Portal.TOKEN + " x\"}");

            IntegrationException failure = portal.contacts().failure(ScanKind.FULL);

            assertThat(failure.explanation()).doesNotContain(Portal.TOKEN);
            assertThat(failure).hasNoCause();
        }
    }

    @Test
    void P41_missingScopeFailsItsOwnStreamAloneAndIsNamed() {
        portal.addContact("ann@example.com");
        portal.records.grantOnly(Set.of("crm.objects.contacts.read"));

        IntegrationException failure = portal.scanner("deal").failure(ScanKind.FULL);

        assertThat(failure.code().disposition()).isEqualTo(Disposition.PAUSE_STREAM);
        assertThat(failure).hasMessageContaining("crm.objects.deals.read");
        assertThat(Mirror.of(portal.contacts().full()).records).hasSize(1);
    }

    @Test
    void P42_refreshTokenOfAnotherApplicationMeansConnectingAgain() {
        portal.simulator
                .faults()
                .next(1)
                .onPath("/oauth/")
                .status(
                        400,
                        "application/json",
                        "{\"error\":\"invalid_grant\",\"error_description\":\"refresh token is invalid, expired or"
                                + " revoked\",\"status\":\"BAD_REFRESH_TOKEN\"}");

        assertThat(refreshed().code()).isEqualTo(ErrorCode.REAUTHORIZATION_REQUIRED);
    }

    private IntegrationException refreshed() {
        try (OkHttpTransportProvider transports = new OkHttpTransportProvider()) {
            OAuthWire wire = transports
                    .oauthOver(transports.open(
                            new TransportOptions(true, TransportOptions.DEFAULT_MAX_REPLY_BYTES, portal.clock)))
                    .orElseThrow();
            URI token = URI.create(portal.simulator.baseUri() + "/oauth/2026-03/token");
            TokenRequest request = TokenRequest.refresh(
                    OAuthSpec.authorizationCode(token, token),
                    new OAuthClient("client", Secret.of("secret")),
                    Secret.of("refresh"));
            return catchThrowableOfType(IntegrationException.class, () -> wire.grant(request, portal.call()));
        }
    }

    @Test
    void P43_everyLimitSaysWhenItIsOverByItsPolicy() {
        Instant now = portal.clock.instant();
        portal.simulator.faults().next(1).tenSecondlyLimit();
        assertThat(portal.contacts().failure(ScanKind.FULL).retryAt()).contains(now.plusSeconds(10));

        portal.simulator.faults().next(1).secondlyLimit();
        assertThat(portal.contacts().failure(ScanKind.FULL).retryAt()).contains(now.plusSeconds(1));

        portal.simulator.faults().next(1).dailyLimit();
        assertThat(portal.contacts().failure(ScanKind.FULL).retryAt()).contains(now.plusSeconds(3_600));
    }

    @Test
    void P44_parallelSearchesStayBelowTheirOwnLimitThatNoHeaderTells() throws Exception {
        try (HubSpotSimulator simulator = HubSpotSimulator.builder()
                        .portal(Portal.TOKEN, builder -> builder)
                        .start();
                OkHttpTransportProvider transports = new OkHttpTransportProvider()) {
            FixedContext context = new FixedContext(
                    Map.of("base-url", simulator.baseUri().toString(), "searches-per-second", "4"),
                    transports.open(
                            new TransportOptions(true, TransportOptions.DEFAULT_MAX_REPLY_BYTES, Clock.systemUTC())),
                    Clock.systemUTC());
            context.token = Portal.TOKEN;
            PullSource source = new HubSpotConnectorProvider()
                    .open(context)
                    .capability(PullSource.class)
                    .orElseThrow();

            List<Callable<Boolean>> searches = new ArrayList<>();
            for (String type : List.of("contact", "company", "deal", "ticket")) {
                searches.add(() -> {
                    for (int i = 0; i < 3; i++) {
                        source.pull(delta(type));
                    }
                    return true;
                });
            }
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                for (Future<Boolean> search : threads.invokeAll(searches)) {
                    assertThat(search.get()).isTrue();
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static PullRequest delta(String type) {
        CallContext call =
                new CallContext(new CorrelationId("run-8"), Instant.now().plusSeconds(30), 1);
        return new PullRequest(EntityType.of(type), ScanKind.INCREMENTAL, Optional.empty(), Set.of("phone"), 100, call);
    }

    @Test
    void P45_pageForPeopleIsNeitherParsedNorQuoted() {
        for (int status : List.of(200, 414, 502, 524, 530)) {
            portal.simulator.faults().next(1).status(status, "text/html", "<html>ann@example.com</html>");

            IntegrationException failure = portal.contacts().failure(ScanKind.FULL);

            assertThat(failure)
                    .hasMessageNotContaining("ann")
                    .hasMessageNotContaining("html")
                    .hasNoCause();
        }
    }

    @Test
    void P46_createIsSentOnceHoweverItsAnswerIsLost() {
        for (int status : List.of(500, 502, 504, 524)) {
            portal.simulator.faults().next(1).onPath("/batch/create").status(status);
            long before = portal.requestsTo("/batch/create");

            var outcome = new Pusher(portal, "company")
                    .with(Pusher.newRecord("1", Map.of(), Pusher.put("name", "x")))
                    .push()
                    .get("1");

            assertThat(Pusher.word(outcome)).startsWith("unknown");
            assertThat(portal.requestsTo("/batch/create")).isEqualTo(before + 1);
        }
    }

    @Test
    void P47_whatIsLeftOfTheDayIsToldToWhoeverSharesTheAccount() {
        try (Portal limited = new Portal(habits -> habits.callsPerDay(1_000).callsPerTenSeconds(190), Map.of())) {
            List<RateSignal> signals = new ArrayList<>();
            RequestGate gate = new RequestGate() {
                @Override
                public void before(String method, String endpoint) {}

                @Override
                public void signal(RateSignal signal) {
                    signals.add(signal);
                }
            };
            CallContext call = new CallContext(
                    new CorrelationId("run-9"), limited.clock.instant().plusSeconds(30), 1, gate);
            limited.capability(PullSource.class)
                    .pull(new PullRequest(
                            EntityType.of("contact"), ScanKind.FULL, Optional.empty(), Set.of("email"), 100, call));

            assertThat(signals)
                    .containsExactly(
                            RateSignal.remaining(189, Duration.ofSeconds(10)),
                            RateSignal.remaining(999, Duration.ofDays(1)));
        }
    }
}
