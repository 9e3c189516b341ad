package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.call.Capability;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** One directory, read by one account. Thread-safe. */
final class LdapConnector implements Connector, PullSource {
    private final PagedScan.Source source;
    private final OpenScans scans;
    private final Clock clock;
    private final List<Capability> capabilities;

    LdapConnector(LdapSettings settings, ConnectorContext context) {
        this(
                settings,
                context,
                new DirectoryDialer(
                        settings,
                        new AddressPolicy(context.isOnPremise()),
                        context.credentials(),
                        InetAddress::getAllByName));
    }

    LdapConnector(LdapSettings settings, ConnectorContext context, DirectoryDialer dialer) {
        this.clock = context.clock();
        this.source = new PagedScan.Source(settings, dialer, context.logger(), clock);
        this.scans = new OpenScans(clock);
        this.capabilities = List.of(
                this,
                new LdapRecords(source),
                new LdapProbe(source),
                new LdapSchema(source),
                new LdapLogin(source),
                new LdapPush(source));
    }

    @Override
    public PullPage pull(PullRequest request) {
        checkSupported(request);
        Deadline deadline = Deadline.of(request.call(), clock);
        deadline.check();
        scans.closeIdle();
        Optional<ScanPosition> position = ScanPosition.of(request.from());
        PagedScan scan = position.isPresent() ? resumed(position.get(), request) : begun(request);
        try {
            PullPage page = scan.page(position.map(ScanPosition::page).orElse(1), request, deadline);
            scans.release(scan);
            return page;
        } catch (RuntimeException failure) {
            scans.discard(scan);
            throw failure;
        }
    }

    @Override
    public <C extends Capability> Optional<C> capability(Class<C> type) {
        return capabilities.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    @Override
    public void close() {
        scans.close();
    }

    private PagedScan begun(PullRequest request) {
        if (request.scanKind() == ScanKind.INCREMENTAL) {
            DeltaScan scan = new DeltaScan(source, request);
            scans.begin(scan);
            return scan;
        }
        ScanOutcome outcome = new ScanOutcome(Watermark.of(request.from()), clock.instant());
        DirectoryScan scan = new DirectoryScan(source, request, outcome);
        scans.begin(scan);
        return scan;
    }

    private PagedScan resumed(ScanPosition position, PullRequest request) {
        return scans.resume(position, request).orElseThrow(ScanPosition::expired);
    }

    private static void checkSupported(PullRequest request) {
        if (!DirectoryTypes.isKnown(request.entityType())) {
            throw new IntegrationException(
                    ErrorCode.UNSUPPORTED, "this adapter has no entity type " + request.entityType());
        }
        if (request.scanKind() == ScanKind.BACKFILL) {
            throw new IntegrationException(
                    ErrorCode.UNSUPPORTED, "directories do not keep the past: no " + request.scanKind());
        }
    }
}
