package dev.integrationsdk.life;

import dev.integrationsdk.access.Share;
import dev.integrationsdk.connector.ConnectionState;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.ConnectorStatus;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.connector.VersionDifference;
import dev.integrationsdk.event.EventKind;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.settings.SettingProblem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.integrationsdk.life.ShopHost.ADA;
import static dev.integrationsdk.life.ShopHost.KEY;
import static dev.integrationsdk.life.ShopHost.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConnectorLifeTest {
    private final ShopHost host = new ShopHost();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void aNewConnectorIsCheckedAndStaysOff() {
        StoredConnector created = host.created();

        assertThat(created.current().status()).isEqualTo(ConnectorStatus.DISABLED);
        assertThat(created.connection().state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(created.createdBy()).isEqualTo(ADA);
        assertThat(host.shop.calls).hasValue(2);
        assertThat(host.shop.open).as("what the check had opened is closed").hasValue(0);
        assertThat(host.kinds()).containsExactly(EventKind.CONNECTOR_CREATED, EventKind.APP_CONNECTED);
    }

    @Test
    void aRunThroughADisabledConnectorSendsNothingAndSaysSo() {
        host.created();
        host.shop.calls.set(0);

        assertThat(host.integrations.run(ShopHost.stream()).status()).isEqualTo(RunStatus.SKIPPED);

        assertThat(host.shop.calls).hasValue(0);
        host.integrations.connectors().enable(ADA, KEY);
        assertThat(host.integrations.run(ShopHost.stream()).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void everyProblemIsNamedByFieldAndNothingIsSaved() {
        ConnectorConfig wrong = config().toBuilder()
                .name("\u0007")
                .description("right \u202Eto left")
                .pollInterval(Duration.ofMillis(1))
                .setting("base-url", "not a url")
                .setting("colour", "red")
                .setting("region", "moon")
                .build();

        List<SettingProblem> problems = host.integrations.connectors().validate(ADA, wrong);

        assertThat(problems)
                .extracting(SettingProblem::key)
                .containsExactlyInAnyOrder(
                        "name",
                        "description",
                        "poll-interval",
                        "settings.base-url",
                        "settings.colour",
                        "settings.region");
        refused(
                ErrorCode.INVALID_CONFIGURATION,
                () -> host.integrations.connectors().create(ADA, wrong));
        refused(ErrorCode.UNKNOWN_CONNECTOR, host::stored);
        assertThat(host.shop.calls).hasValue(0);
    }

    @Test
    void anUnknownSystemIsAProblemOfTheField() {
        ConnectorConfig unknown = ConnectorConfig.of(KEY.tenant(), KEY.id(), SystemCode.of("salesforce"));

        assertThat(host.integrations.connectors().validate(ADA, unknown))
                .singleElement()
                .satisfies(problem -> assertThat(problem.key()).isEqualTo("system"));
    }

    @Test
    void aRemoteThatIsDownDoesNotRefuseAConnectorAndOneThatRefusesDoes() {
        host.shop.failure = ErrorCode.SERVICE_UNAVAILABLE;
        StoredConnector created = host.created();
        assertThat(created.connection().state()).isEqualTo(ConnectionState.ERROR);
        assertThat(created.connection().cause()).contains(ErrorCode.SERVICE_UNAVAILABLE);

        host.shop.failure = ErrorCode.AUTHENTICATION_FAILED;
        ConnectorConfig other = config().withSetting("region", "eu");
        refused(
                ErrorCode.AUTHENTICATION_FAILED,
                () -> host.integrations.connectors().update(ADA, other, 1));
        assertThat(host.stored().current().revision()).isEqualTo(1);
    }

    @Test
    void everyChangeIsAVersionAndAnyOfThemComesBack() {
        host.created();
        host.clock.turn(Duration.ofMinutes(1));
        host.integrations.connectors().update(ADA, config().withSetting("region", "eu"), 1);
        Actor boss = ShopHost.administrator(ShopHost.ACME);
        host.integrations.connectors().update(boss, config().withSetting("region", "us"), 2);

        StoredConnector back = host.integrations.connectors().rollBack(ADA, KEY, 2);

        assertThat(back.current().revision()).isEqualTo(4);
        assertThat(back.current().config().settings()).containsEntry("region", "eu");
        List<VersionDifference> history = host.integrations.connectors().history(ADA, KEY, Long.MAX_VALUE, 10);
        assertThat(history).hasSize(4);
        assertThat(history.get(0).changes())
                .containsExactly(
                        new VersionDifference.FieldChange("settings.region", Optional.of("us"), Optional.of("eu")));
        assertThat(history.get(1).version().changedBy()).isEqualTo(boss);
        refused(ErrorCode.NOT_FOUND, () -> host.integrations.connectors().rollBack(ADA, KEY, 9));
    }

    @Test
    void ofTwoWhoSaveAtOnceTheSecondIsToldAndNothingIsLost() {
        host.created();
        host.integrations.connectors().update(ADA, config().withSetting("region", "eu"), 1);

        refused(
                ErrorCode.CONNECTOR_CHANGED,
                () -> host.integrations.connectors().update(ADA, config().withSetting("region", "us"), 1));

        assertThat(host.stored().current().config().settings()).containsEntry("region", "eu");
    }

    @Test
    void whoSavesWhileAnotherOneChecksIsNotOverwritten() {
        host.created();
        AtomicInteger once = new AtomicInteger();
        host.shop.duringCall = () -> {
            if (once.getAndIncrement() == 0) {
                host.integrations.connectors().enable(ADA, KEY);
            }
        };

        refused(
                ErrorCode.CONNECTOR_CHANGED,
                () -> host.integrations.connectors().update(ADA, config().withSetting("region", "us"), 1));
    }

    @Test
    void anIdIsNeverUsedAgain() {
        host.created();
        host.integrations.connectors().delete(ADA, KEY);

        refused(ErrorCode.CONNECTOR_CHANGED, host::created);
    }

    @Test
    void deletingTurnsItOffCleansUpThereAndForgetsItHere() {
        host.enabled();

        host.integrations.connectors().delete(ADA, KEY);

        assertThat(host.shop.cleaned).containsExactly("https://shop.example.com");
        refused(ErrorCode.UNKNOWN_CONNECTOR, host::stored);
        refused(ErrorCode.UNKNOWN_CONNECTOR, () -> host.integrations.run(ShopHost.stream()));
        assertThat(host.kinds()).endsWith(EventKind.CONNECTOR_DISABLED, EventKind.CONNECTOR_DELETED);
    }

    @Test
    void aRemoteThatCannotBeCleanedUpDoesNotKeepAConnectorAlive() {
        host.enabled();
        host.shop.failure = ErrorCode.AUTHENTICATION_FAILED;

        host.integrations.connectors().delete(ADA, KEY);

        refused(ErrorCode.UNKNOWN_CONNECTOR, host::stored);
        assertThat(host.integrations.audit().list(ADA, KEY.tenant(), Long.MAX_VALUE, 1))
                .singleElement()
                .satisfies(entry -> assertThat(entry.act().detail()).contains("could not be cleaned up"));
    }

    @Test
    void aChangedConnectorIsOpenedAnewForTheNextRun() {
        host.enabled();
        host.integrations.run(ShopHost.stream());
        host.integrations.connectors().update(ADA, config().withSetting("base-url", "https://other.example.com"), 2);
        host.shop.urls.clear();

        host.integrations.run(ShopHost.stream());

        assertThat(host.shop.urls).containsOnly("https://other.example.com");
        assertThat(host.shop.open).as("the former one is closed").hasValue(1);
    }

    @Test
    void aConnectorThatIsTurnedOffStopsTheRunInHand() {
        host.enabled();
        host.shop.duringCall = () -> host.integrations.connectors().disable(ADA, KEY);

        assertThat(host.integrations.run(ShopHost.stream()).status()).isEqualTo(RunStatus.CANCELLED);

        assertThat(host.integrations.inspection(Actor.SYSTEM).checkpoint(ShopHost.stream()))
                .isEmpty();
    }

    @Test
    void aSharedConnectorIsListedForWhomItIsSharedWithAndARollBackGivesNothingBack() {
        Actor guest = Actor.of("guest");
        host.created();
        host.integrations.connectors().share(ADA, KEY, guest, Optional.of(Share.READ));
        assertThat(host.integrations.connectors().list(guest, KEY.tenant(), ConnectorListing.first(10)))
                .hasSize(1);

        host.integrations.connectors().share(ADA, KEY, guest, Optional.empty());
        host.integrations.connectors().rollBack(ADA, KEY, 2);

        assertThat(host.integrations.connectors().list(guest, KEY.tenant(), ConnectorListing.first(10)))
                .isEmpty();
    }

    @Test
    void theListIsByTenantSystemAndState() {
        host.created();
        ConnectorListing first = ConnectorListing.first(10);

        assertThat(list(first.withSystem(Shop.SYSTEM))).hasSize(1);
        assertThat(list(first.withSystem(SystemCode.of("other")))).isEmpty();
        assertThat(list(first.withState(ConnectionState.CONNECTED))).hasSize(1);
        assertThat(list(first.withState(ConnectionState.ERROR))).isEmpty();
        assertThat(host.integrations.connectors().list(Actor.SYSTEM, ShopHost.GLOBEX, first))
                .isEmpty();
    }

    private List<StoredConnector> list(ConnectorListing wanted) {
        return host.integrations.connectors().list(ADA, KEY.tenant(), wanted);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyAnOperatorLetsAConnectorReachPrivateAddresses(boolean operator) {
        ConnectorConfig inside = config().onPremise();
        Actor actor = operator ? Actor.SYSTEM : ADA;

        if (operator) {
            assertThat(host.integrations
                            .connectors()
                            .create(actor, inside)
                            .current()
                            .config()
                            .isOnPremise())
                    .isTrue();
        } else {
            refused(
                    ErrorCode.INVALID_CONFIGURATION,
                    () -> host.integrations.connectors().create(actor, inside));
            refused(
                    ErrorCode.INVALID_CONFIGURATION,
                    () -> host.integrations.connectors().check(actor, inside));
        }
    }

    static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(call)
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
