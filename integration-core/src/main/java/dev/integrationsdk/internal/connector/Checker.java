package dev.integrationsdk.internal.connector;

import dev.integrationsdk.connector.ConnectorCheck;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.probe.Finding;
import dev.integrationsdk.spi.probe.Probe;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/** Looks at a remote without changing or storing anything. Thread-safe. */
public final class Checker {
    private final OpenConnectors connectors;
    private final Outbound outbound;
    private final BiPredicate<SystemCode, EntityType> hasHandler;

    /** @param hasHandler whether somebody applies this system's entity type */
    Checker(OpenConnectors connectors, Outbound outbound, BiPredicate<SystemCode, EntityType> hasHandler) {
        this.connectors = connectors;
        this.outbound = outbound;
        this.hasHandler = hasHandler;
    }

    /** One that is stored or declared. */
    public ConnectorCheck check(KnownConnector known, By by) {
        return checked(() -> connectors.use(known, Direction.PULL), by);
    }

    /** One that is not stored yet. */
    ConnectorCheck checkUnsaved(KnownConnector known, By by) {
        return checked(() -> connectors.useOnce(known, Direction.PULL), by);
    }

    private ConnectorCheck checked(Supplier<OpenConnectors.Use> opening, By by) {
        try (OpenConnectors.Use use = opening.get()) {
            List<Finding> findings = new ArrayList<>();
            Set<EntityType> types =
                    new LinkedHashSet<>(use.provider().descriptor().entityTypes());
            List<EntityType> wanted = wanted(use, types);
            use.connector()
                    .capability(Probe.class)
                    .ifPresent(probe -> findings.addAll(probed(use, by, probe, new LinkedHashSet<>(wanted))));
            use.connector()
                    .capability(PullSource.class)
                    .ifPresent(source -> wanted.forEach(type -> findings.add(read(use, by, source, type))));
            return new ConnectorCheck(findings);
        } catch (IntegrationException cannotOpen) {
            return new ConnectorCheck(List.of(finding("configuration", Optional.empty(), cannotOpen)));
        }
    }

    /** What somebody wants to have; else the first, so that something is looked at at all. */
    private List<EntityType> wanted(OpenConnectors.Use use, Set<EntityType> types) {
        List<EntityType> wanted = types.stream()
                .filter(type -> hasHandler.test(use.config().system(), type))
                .toList();
        return wanted.isEmpty() ? types.stream().limit(1).toList() : wanted;
    }

    private List<Finding> probed(OpenConnectors.Use use, By by, Probe probe, Set<EntityType> types) {
        Function<CallContext, List<Finding>> attempt = call -> probe.check(types, call);
        try {
            return outbound.call(use, "check", by, attempt);
        } catch (IntegrationException failure) {
            return List.of(finding("check", Optional.empty(), failure));
        }
    }

    private Finding read(OpenConnectors.Use use, By by, PullSource source, EntityType type) {
        Function<CallContext, Integer> attempt =
                call -> source.pull(new PullRequest(type, ScanKind.FULL, Optional.empty(), Set.of(), 1, call))
                        .changes()
                        .size();
        try {
            int records = outbound.call(use, "check " + type, by, attempt);
            return new Finding(
                    "read one record", Optional.of(type), Optional.empty(), records == 0 ? "there is none" : "done");
        } catch (IntegrationException failure) {
            return finding("read one record", Optional.of(type), failure);
        }
    }

    private static Finding finding(String subject, Optional<EntityType> type, IntegrationException failure) {
        return new Finding(subject, type, Optional.of(failure.code()), "" + failure.getMessage());
    }
}
