package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.call.Capability;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One tenant's HubSpot account. Remembers nothing but the account's description, for some minutes. */
final class HubSpotConnector implements Connector, PullSource {
    private final FullScan fullScan;
    private final DeltaScan deltaScan;
    private final ReferenceScan referenceScan;
    private final PortalPin pin;
    private final List<Capability> capabilities;

    HubSpotConnector(ConnectorContext context, SearchPace pace) {
        Exchange exchange = new Exchange(context, pace);
        Duration overlap =
                context.settings().duration(HubSpotConnectorProvider.OVERLAP).orElseThrow();
        boolean everything = context.settings()
                .requiredText(HubSpotConnectorProvider.PROPERTIES)
                .equals(HubSpotConnectorProvider.ALL_PROPERTIES);
        Optional<String> portal = context.settings().text(HubSpotConnectorProvider.PORTAL_ID);
        AccountSchema schema = new AccountSchema(exchange, context.clock());
        AssociationReader associations = new AssociationReader(exchange, context.logger());
        RecordReader reader = new RecordReader(new HubSpotApi(exchange), schema, associations, everything);
        AccountCheck account = new AccountCheck(exchange, portal);
        this.pin = new PortalPin(account, exchange, portal);
        this.fullScan = new FullScan(reader, context.clock(), overlap);
        this.deltaScan = new DeltaScan(reader, context.clock(), overlap);
        this.referenceScan = new ReferenceScan(exchange, context.clock());
        AssociationWriter associationWriter = new AssociationWriter(exchange, associations, schema);
        this.capabilities = List.of(
                this,
                new NamedRecords(reader, pin),
                new RecordPush(reader, schema, new BatchWriter(exchange), associationWriter, pin),
                new CommandRunner(exchange, reader.api(), pin),
                new QueryRunner(exchange, reader, schema, pin),
                new SchemaReader(schema),
                account);
    }

    @Override
    public <C extends Capability> Optional<C> capability(Class<C> type) {
        return capabilities.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    @Override
    public PullPage pull(PullRequest request) {
        pin.require(request.call());
        Optional<ReferenceType> reference = ReferenceType.find(request.entityType());
        if (reference.isPresent()) {
            if (request.scanKind() != ScanKind.FULL && request.scanKind() != ScanKind.RECONCILE) {
                throw unsupported(request);
            }
            return referenceScan.page(reference.get(), request);
        }
        ObjectType type = ObjectType.of(request.entityType());
        return switch (request.scanKind()) {
            case FULL, RECONCILE -> fullScan.page(type, request);
            case INCREMENTAL -> deltaScan.page(type, request);
            case BACKFILL -> request.range().isPresent() ? deltaScan.page(type, request) : fullScan.page(type, request);
            default -> throw unsupported(request);
        };
    }

    private static IntegrationException unsupported(PullRequest request) {
        return new IntegrationException(
                ErrorCode.UNSUPPORTED,
                "HubSpot's adapter has no scan of the kind " + request.scanKind() + " for " + request.entityType());
    }
}
