package dev.integrationsdk.examples;

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
import dev.integrationsdk.spi.oauth.AccountIdentity;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The least adapter whose accounts are connected by OAuth. Its remote is a function: whose account does a token open? The
 * account's one record says so. Immutable.
 */
final class NotesAdapter implements ConnectorProvider {
    static final SystemCode SYSTEM = SystemCode.of("notes");
    static final EntityType NOTE = EntityType.of("note");

    private final OAuthSpec oauth;
    private final UnaryOperator<String> accountOf;

    /** @param accountOf whose token it is; empty text if it opens nothing */
    NotesAdapter(OAuthSpec oauth, UnaryOperator<String> accountOf) {
        this.oauth = oauth;
        this.accountOf = accountOf;
    }

    // tag::descriptor[]
    @Override
    public ConnectorDescriptor descriptor() {
        return ConnectorDescriptor.builder(SYSTEM, "Notes")
                .oauth(oauth)
                .capability(AccountIdentity.class)
                .capability(PullSource.class)
                .entityType(NOTE)
                .build();
    }
    // end::descriptor[]

    @Override
    public Connector open(ConnectorContext context) {
        return new Notes(context);
    }

    private final class Notes implements Connector, AccountIdentity, PullSource {
        private final ConnectorContext context;

        Notes(ConnectorContext context) {
            this.context = context;
        }

        @Override
        public String accountOf(Secret accessToken, CallContext call) {
            String account = accountOf.apply(accessToken.reveal());
            if (account.isEmpty()) {
                throw new IntegrationException(ErrorCode.AUTHENTICATION_FAILED, "the token opens nothing");
            }
            return account;
        }

        @Override
        public PullPage pull(PullRequest request) {
            Secret token = context.credentials().current().require(CredentialSet.TOKEN);
            ExternalRecord note = ExternalRecord.of(
                    ExternalId.of("1"),
                    Attributes.builder()
                            .put("text", "a note of " + accountOf(token, request.call()))
                            .build());
            return PullPage.last(
                    List.of(new Change.Upserted(note)), SyncCheckpoint.of(1, "end"), Completeness.COMPLETE);
        }
    }
}
