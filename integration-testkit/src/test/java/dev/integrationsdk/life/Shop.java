package dev.integrationsdk.life;

import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.lifecycle.Cleanup;
import dev.integrationsdk.spi.oauth.AccountIdentity;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.spi.probe.Finding;
import dev.integrationsdk.spi.probe.Probe;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.spi.settings.SettingSpec;
import dev.integrationsdk.spi.settings.SettingType;
import dev.integrationsdk.testkit.oauth.AuthorizationServerSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An adapter with settings, a probe and something to clean up, whose remote can be told to fail. */
final class Shop implements ConnectorProvider {
    static final SystemCode SYSTEM = SystemCode.of("shop");
    static final EntityType ORDER = EntityType.of("order");

    private final String variant;
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    final List<String> urls = new CopyOnWriteArrayList<>();
    final List<CredentialSet> used = new CopyOnWriteArrayList<>();
    final List<CredentialSet> usedToCleanUp = new CopyOnWriteArrayList<>();
    final List<String> cleaned = new CopyOnWriteArrayList<>();
    volatile List<EntityType> furtherTypes = List.of();
    volatile boolean needsToken;
    volatile @Nullable ErrorCode failure;
    volatile Runnable duringCall = () -> {};

    volatile @Nullable AuthorizationServerSimulator authorizations;

    Shop() {
        this("default");
    }

    Shop(String variant) {
        this.variant = variant;
    }

    /** Lets people connect their accounts there. */
    Shop connectedAt(AuthorizationServerSimulator server) {
        authorizations = server;
        return this;
    }

    @Override
    public ConnectorDescriptor descriptor() {
        ConnectorDescriptor.Builder builder = ConnectorDescriptor.builder(SYSTEM, "Shop");
        AuthorizationServerSimulator server = authorizations;
        if (server != null) {
            builder.oauth(OAuthSpec.authorizationCode(server.authorizeUri(), server.tokenUri())
                            .withRevokeUrl(server.revokeUri())
                            .withScopes("orders"))
                    .capability(AccountIdentity.class);
        }
        furtherTypes.forEach(builder::entityType);
        return builder.variant(variant)
                .entityType(ORDER)
                .capability(PullSource.class)
                .capability(Probe.class)
                .setting(SettingSpec.required("base-url", SettingType.URL, "where the shop is"))
                .setting(SettingSpec.optional("page-size", SettingType.INTEGER, "records a page")
                        .withDefault("100"))
                .setting(SettingSpec.optional("region", SettingType.TEXT, "which shop")
                        .withChoices("eu", "us"))
                .build();
    }

    @Override
    public Connector open(ConnectorContext context) {
        open.incrementAndGet();
        String url = context.settings().url("base-url").orElseThrow().toString();
        return new Live(url, context);
    }

    private void called(String url) {
        calls.incrementAndGet();
        urls.add(url);
        duringCall.run();
        ErrorCode code = failure;
        if (code != null) {
            throw new IntegrationException(code, "the shop says no");
        }
    }

    private final class Live implements Connector, PullSource, Probe, Cleanup, AccountIdentity {
        private final String url;
        private final ConnectorContext context;
        private boolean closed;

        Live(String url, ConnectorContext context) {
            this.url = url;
            this.context = context;
        }

        @Override
        public List<Finding> check(Set<EntityType> entityTypes, CallContext call) {
            called(url);
            List<Finding> findings = new ArrayList<>();
            findings.add(new Finding("reachable", Optional.empty(), Optional.empty(), "yes"));
            return findings;
        }

        @Override
        public PullPage pull(PullRequest request) {
            CredentialSet set = context.credentials().current();
            used.add(set);
            if (needsToken) {
                set.require(CredentialSet.TOKEN);
            }
            requireGoodToken(set);
            called(url);
            ExternalRecord record = ExternalRecord.of(
                    ExternalId.of("1"),
                    Attributes.builder().put("name", "first order").build());
            return PullPage.last(
                    List.of(new Change.Upserted(record)), SyncCheckpoint.of(1, "end"), Completeness.COMPLETE);
        }

        @Override
        public String accountOf(Secret accessToken, CallContext call) {
            String account = Objects.requireNonNull(authorizations).accountOf(accessToken.reveal());
            if (account.isEmpty()) {
                throw new IntegrationException(ErrorCode.AUTHENTICATION_FAILED, "the token opens nothing");
            }
            return account;
        }

        private void requireGoodToken(CredentialSet set) {
            AuthorizationServerSimulator server = authorizations;
            if (server != null
                    && server.accountOf(set.require(CredentialSet.TOKEN).reveal())
                            .isEmpty()) {
                throw new IntegrationException(ErrorCode.AUTHENTICATION_FAILED, "the token opens nothing");
            }
        }

        @Override
        public void removed(CallContext call) {
            CredentialSet set = context.credentials().current();
            usedToCleanUp.add(set);
            if (needsToken) {
                set.require(CredentialSet.TOKEN);
            }
            called(url);
            cleaned.add(url);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
        }
    }
}
