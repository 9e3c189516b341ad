package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.EntityFeed;
import dev.integrationsdk.internal.connector.OpenConnectors.Use;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.EntityTypeSpec;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.RecordSource;
import dev.integrationsdk.spi.push.PushTarget;
import java.util.Optional;
import java.util.TreeSet;

/** Collects what a run works with: what the host has registered, and what the connector can do. Immutable and thread-safe. */
final class RunParts {
    private final StreamRunner.Environment environment;
    private final HandlerRegistry handlers;

    RunParts(StreamRunner.Environment environment, HandlerRegistry handlers) {
        this.environment = environment;
        this.handlers = handlers;
    }

    StreamRun.Parts of(Use connector, StreamId stream, EntityTypeSpec spec, RunOpening.Purpose purpose) {
        StreamRun.Letters letters = new StreamRun.Letters(
                environment.letters().keeper(),
                reader(connector).isPresent(),
                environment.letters().longestWait(),
                environment.letters().pauseAt());
        SystemCode system = connector.config().system();
        Optional<HandlerRegistry.Fed> fed = handlers.feed(system, stream.entityType());
        Optional<HostRows> hostRows = fed.map(feed -> new HostRows(feed.feed(), environment.hostTransactions()));
        HandlerRegistry.Entry entry = RunOpening.isPush(stream)
                ? handlers.find(system, stream.entityType()).orElse(HandlerRegistry.Entry.NONE)
                : handlers.require(system, stream.entityType());
        return new StreamRun.Parts(
                connector.called(),
                RunOpening.isPush(stream) ? RunParts::nothingToPull : reading(connector, purpose),
                entry.handler(),
                entry.mapping(),
                handlers.policy(connector.config(), stream.entityType()),
                hostRows,
                reader(connector),
                letters,
                RunOpening.isPush(stream) ? Optional.of(outgoing(connector, stream, spec)) : Optional.empty(),
                Optional.empty());
    }

    private static PullSource reading(Use connector, RunOpening.Purpose purpose) {
        if (purpose.records().isPresent()) {
            return named(connector, purpose.records().get());
        }
        PullSource source = source(connector);
        return purpose.plan()
                .<PullSource>map(plan -> new PlannedRecords(source, plan))
                .orElse(source);
    }

    private static PullPage nothingToPull(PullRequest request) {
        throw new IllegalStateException("a push reads no pages, but was asked for one of " + request.entityType());
    }

    private PushLoop.Outgoing outgoing(Use connector, StreamId stream, EntityTypeSpec spec) {
        SystemCode system = connector.config().system();
        HandlerRegistry.Fed fed = handlers.feed(system, stream.entityType())
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "no feed is registered for entity type '" + stream.entityType() + "' of system '" + system
                                + "': there is nothing to write"));
        PushTarget target = connector
                .connector()
                .capability(PushTarget.class)
                .filter(unused -> !spec.writes().isEmpty())
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.UNSUPPORTED,
                        "entity type '" + stream.entityType() + "' of system '" + system + "' cannot be written"));
        boolean isRead = handlers.has(system, stream.entityType())
                && connector.connector().capability(PullSource.class).isPresent();
        return new PushLoop.Outgoing(
                target, new HostRows(fed.feed(), environment.hostTransactions()), fed.matchBy(), spec.writes(), isRead);
    }

    /** @throws IntegrationException INVALID_CONFIGURATION if nothing gives the host's rows */
    EntityFeed feed(RunRequest request, Use connector) {
        SystemCode system = connector.config().system();
        EntityType entityType = request.stream().entityType();
        return handlers.feed(system, entityType)
                .map(HandlerRegistry.Fed::feed)
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "no feed is registered for entity type '" + entityType + "' of system '" + system
                                + "', so nothing gives the host's rows"));
    }

    EntityTypeSpec requireDeclared(Use connector, StreamId stream) {
        ConnectorDescriptor descriptor = connector.provider().descriptor();
        EntityTypeSpec spec = descriptor
                .entityType(stream.entityType())
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "system '" + connector.config().system() + "' has no entity type '" + stream.entityType()
                                + "'; it has " + descriptor.entityTypes()));
        boolean scans = !RunOpening.isPush(stream) && stream.scanKind() != ScanKind.RECORD;
        if (scans && !spec.scans().contains(stream.scanKind().asPulled())) {
            throw new IntegrationException(
                    ErrorCode.UNSUPPORTED,
                    "system '" + connector.config().system() + "' cannot read entity type '" + stream.entityType()
                            + "' as " + stream.scanKind() + "; it can as " + new TreeSet<>(spec.scans()));
        }
        return spec;
    }

    private static Optional<RecordSource> reader(Use connector) {
        return connector.connector().capability(RecordSource.class);
    }

    /** What the adapter cannot read by its id is taken as it is kept. */
    private static NamedRecords named(Use connector, RecordsAsked asked) {
        Optional<RecordSource> reader = reader(connector);
        return new NamedRecords(reader.isPresent() ? asked : asked.asKept(), reader);
    }

    private static PullSource source(Use connector) {
        return connector
                .connector()
                .capability(PullSource.class)
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.UNSUPPORTED, "system '" + connector.config().system() + "' cannot be pulled"));
    }
}
