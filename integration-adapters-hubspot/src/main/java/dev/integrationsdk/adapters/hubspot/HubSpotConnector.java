package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import java.time.Duration;

/** One tenant's HubSpot account. Without state of its own. */
final class HubSpotConnector implements Connector, PullSource {
    private final FullScan fullScan;
    private final DeltaScan deltaScan;

    HubSpotConnector(ConnectorContext context) {
        HubSpotApi api = new HubSpotApi(context);
        Duration overlap =
                context.settings().duration(HubSpotConnectorProvider.OVERLAP).orElseThrow();
        this.fullScan = new FullScan(api, context.clock(), overlap);
        this.deltaScan = new DeltaScan(api, context.clock(), overlap);
    }

    @Override
    public PullPage pull(PullRequest request) {
        ObjectType type = ObjectType.of(request.entityType());
        return switch (request.scanKind()) {
            case FULL -> fullScan.page(type, request);
            case INCREMENTAL -> deltaScan.page(type, request);
            case BACKFILL, RECONCILE, RECORD, PUSH ->
                throw new IntegrationException(
                        ErrorCode.UNSUPPORTED, "HubSpot's adapter has no scan of the kind " + request.scanKind());
        };
    }
}
