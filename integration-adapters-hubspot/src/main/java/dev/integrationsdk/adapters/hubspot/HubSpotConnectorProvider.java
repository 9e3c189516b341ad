package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.call.RateLimit;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.settings.SettingSpec;
import dev.integrationsdk.spi.settings.SettingType;
import java.time.Duration;

/**
 * Describes HubSpot and opens connectors to it. Entity types: {@code company}, {@code contact}, {@code deal}. The one
 * credential is {@code token}: the access token of a private app, of a service key or of an OAuth installation, with the
 * scope {@code crm.objects.….read} of each entity type that is read.
 *
 * <p>External ids are HubSpot's record ids; attributes are its properties, as text, under their internal names. A scan
 * asks for the fields of the host's mapping, or for a short list of usual ones if there is none, and always for
 * {@code hs_object_id}, {@code hs_merged_object_ids} and the date of the last change. Thread-safe.
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

    private static final ConnectorDescriptor DESCRIPTOR = ConnectorDescriptor.builder(
                    new SystemCode(SYSTEM_CODE), "HubSpot")
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
            // The least that any plan allows a private app, and what all apps of an account share; search is
            // limited further, to 5 requests a second, which only its refusals tell.
            .rateLimit(new RateLimit(100, Duration.ofSeconds(10)))
            .rateLimit(new RateLimit(250_000, Duration.ofDays(1)))
            .capability(PullSource.class)
            .entityType(ObjectType.COMPANY.entityType())
            .entityType(ObjectType.CONTACT.entityType())
            .entityType(ObjectType.DEAL.entityType())
            .build();

    /** For {@link java.util.ServiceLoader}. */
    public HubSpotConnectorProvider() {}

    @Override
    public ConnectorDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Connector open(ConnectorContext context) {
        return new HubSpotConnector(context);
    }
}
