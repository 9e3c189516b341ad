package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.credential.Credentials;
import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What a connector is lent in tests: a clock that stands still, credentials that can be exchanged. */
final class TestContext implements ConnectorContext {
    static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    private final Map<String, String> texts = new HashMap<>();
    private final MovableClock clock = new MovableClock();
    private boolean onPremise = true;
    private CredentialSet credentials = CredentialSet.userAndPassword(TestDirectory.USER, TestDirectory.PASSWORD);

    /** On-premise and without encryption, for a directory of this machine. */
    static TestContext plain(TestDirectory directory) {
        return new TestContext()
                .with(LdapConnectorProvider.URL, "ldap://localhost:" + directory.port())
                .with(LdapConnectorProvider.BASE_DN, TestDirectory.BASE)
                .with(LdapConnectorProvider.START_TLS, "false")
                .with(LdapConnectorProvider.ALLOW_PLAIN, "true");
    }

    /** Without any setting. */
    static TestContext empty() {
        return new TestContext();
    }

    TestContext with(String key, String text) {
        texts.put(key, text);
        return this;
    }

    TestContext inPublic() {
        onPremise = false;
        return this;
    }

    TestContext with(CredentialSet others) {
        credentials = others;
        return this;
    }

    void pass(Duration time) {
        clock.now = clock.now.plus(time);
    }

    @Override
    public TenantId tenant() {
        return new TenantId("acme");
    }

    @Override
    public ConnectorId connector() {
        return ConnectorId.of("directory");
    }

    @Override
    public Settings settings() {
        return Settings.of(new LdapConnectorProvider().descriptor().settings(), texts);
    }

    @Override
    public Credentials credentials() {
        return () -> credentials;
    }

    @Override
    public HttpTransport http() {
        throw new AssertionError("a directory is not read over HTTP");
    }

    @Override
    public boolean isOnPremise() {
        return onPremise;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Executor executor() {
        return Runnable::run;
    }

    @Override
    public System.Logger logger() {
        return System.getLogger("directory");
    }

    @Override
    public <S> Optional<S> service(Class<S> type) {
        return Optional.empty();
    }

    private static final class MovableClock extends Clock {
        private volatile Instant now = START;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
