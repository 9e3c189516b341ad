package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.call.RateLimit;
import dev.integrationsdk.spi.command.CommandHandler;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.oauth.AccountIdentity;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.spi.probe.Probe;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.RecordSource;
import dev.integrationsdk.spi.push.PushTarget;
import dev.integrationsdk.spi.query.QueryHandler;
import dev.integrationsdk.spi.schema.SchemaDiscovery;
import dev.integrationsdk.spi.settings.SettingSpec;
import dev.integrationsdk.spi.settings.SettingType;
import dev.integrationsdk.spi.webhook.WebhookIngress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Describes HubSpot and opens connectors to it. Entity types: {@code company}, {@code contact}, {@code product}, {@code
 * deal}, {@code ticket}, {@code line_item}; an account's own types by their type id or fully qualified name, such as {@code
 * 2-123}; and, to be read only, {@code owner}, {@code deal_pipeline}, {@code deal_stage}, {@code ticket_pipeline} and {@code
 * ticket_stage}. The one credential is {@code token}: the access token of a private app, of a service key or of an OAuth
 * installation, with the scopes of each entity type.
 *
 * <p>External ids are HubSpot's record ids; attributes are its properties, as text, under their internal names. Attributes
 * {@code associations.<entity type>} hold the ids of associated records, and {@code history.<property>} the former values of
 * a property, each with the instant since when before it; both only if the host's mapping names them. A scan asks for the
 * fields of the host's mapping, or for a short list of usual ones if there is none, and always for {@code hs_object_id},
 * {@code hs_merged_object_ids} and the date of the last change. Thread-safe.
 */
public final class HubSpotConnectorProvider implements ConnectorProvider {
    /** {@value}. */
    public static final String SYSTEM_CODE = "hubspot";

    /** Setting: where HubSpot is, {@code https://api.hubapi.com} unless set. */
    public static final String BASE_URL = "base-url";

    /** Setting: the version of the API, {@code 2026-03} unless set; {@code 2026-09} and {@code v3} are the others. */
    public static final String API_VERSION = "api-version";

    /**
     * Setting: how far each incremental scan reaches back behind the start of the one before, {@code PT5M} unless set.
     * HubSpot's search index lags behind the records by seconds to minutes.
     */
    public static final String OVERLAP = "overlap";

    /**
     * Setting: what a host without a field mapping gets, {@code usual} properties unless set, or {@value #ALL_PROPERTIES}
     * that the account has. Of an account's own types it is always all.
     */
    public static final String PROPERTIES = "properties";

    static final String ALL_PROPERTIES = "all";

    /** Setting: the account's id. If set, nothing is read or written with a token that opens another account. */
    public static final String PORTAL_ID = "portal-id";

    /** Setting: how many searches HubSpot lets an account make in a second, 5 unless set. */
    public static final String SEARCHES_PER_SECOND = "searches-per-second";

    private static final URI AUTHORIZE = URI.create("https://app.hubspot.com/oauth/authorize");
    private static final URI TOKEN = URI.create("https://api.hubapi.com/oauth/2026-03/token");
    private static final URI REVOKE = URI.create("https://api.hubapi.com/oauth/2026-03/token/revoke");

    private static final ConnectorDescriptor DESCRIPTOR = descriptorOfHubSpot();

    private final WebhookIngress webhooks = new HubSpotWebhooks();
    private final SearchPace.Turns turns = new SearchPace.Turns();

    /** For {@link java.util.ServiceLoader}. */
    public HubSpotConnectorProvider() {}

    private static ConnectorDescriptor descriptorOfHubSpot() {
        ConnectorDescriptor.Builder descriptor = ConnectorDescriptor.builder(new SystemCode(SYSTEM_CODE), "HubSpot")
                // The least that any plan allows a private app, and what all apps of an account share.
                .rateLimit(new RateLimit(100, Duration.ofSeconds(10)))
                .rateLimit(new RateLimit(250_000, Duration.ofDays(1)))
                .oauth(OAuthSpec.authorizationCode(AUTHORIZE, TOKEN)
                        .withRevokeUrl(REVOKE)
                        .withScopes(Scopes.usual()))
                .capability(PullSource.class)
                .capability(RecordSource.class)
                .capability(PushTarget.class)
                .capability(CommandHandler.class)
                .capability(QueryHandler.class)
                .capability(SchemaDiscovery.class)
                .capability(Probe.class)
                .capability(AccountIdentity.class)
                .furtherEntityTypes(type -> ObjectType.find(type).map(ObjectType::declaration));
        declareSettings(descriptor);
        for (ReferenceType type : ReferenceType.values()) {
            descriptor.entityType(type.declaration());
        }
        for (ObjectType type : ObjectType.OF_EVERY_ACCOUNT) {
            descriptor.entityType(type.declaration());
        }
        return descriptor.build();
    }

    private static void declareSettings(ConnectorDescriptor.Builder descriptor) {
        descriptor
                .setting(SettingSpec.optional(BASE_URL, SettingType.URL, "Where HubSpot's API is.")
                        .withDefault("https://api.hubapi.com"))
                .setting(SettingSpec.optional(API_VERSION, SettingType.TEXT, "Version of HubSpot's API.")
                        .withChoices(ApiVersion.names())
                        .withDefault(ApiVersion.DEFAULT.text()))
                .setting(SettingSpec.optional(
                                OVERLAP,
                                SettingType.DURATION,
                                "How far each incremental scan reaches back, to meet the lag of HubSpot's search index.")
                        .withDefault("PT5M"))
                .setting(SettingSpec.optional(
                                PROPERTIES, SettingType.TEXT, "Which properties a host without a field mapping gets.")
                        .withChoices("usual", ALL_PROPERTIES)
                        .withDefault("usual"))
                .setting(SettingSpec.optional(
                        PORTAL_ID, SettingType.TEXT, "Id of the account; with a token of another one nothing is done."))
                .setting(SettingSpec.optional(
                                SEARCHES_PER_SECOND,
                                SettingType.INTEGER,
                                "Searches that HubSpot lets an account make in a second.")
                        .withDefault("5"));
    }

    @Override
    public ConnectorDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<WebhookIngress> webhookIngress() {
        return Optional.of(webhooks);
    }

    @Override
    public Connector open(ConnectorContext context) {
        long searches =
                Math.max(1, context.settings().integer(SEARCHES_PER_SECOND).orElseThrow());
        return new HubSpotConnector(context, new SearchPace(turns, context.clock(), searches));
    }
}
