package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.push.Delta;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.spi.push.PushItem.Intent;
import dev.integrationsdk.spi.push.PushOutcome;
import dev.integrationsdk.spi.push.PushOutcome.Applied;
import dev.integrationsdk.spi.push.PushOutcome.Conflict;
import dev.integrationsdk.spi.push.PushOutcome.Failed;
import dev.integrationsdk.spi.push.PushOutcome.Unchanged;
import dev.integrationsdk.spi.push.PushOutcome.Unknown;
import dev.integrationsdk.spi.push.PushTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** Pushes as the engine does, and checks that every item is answered. */
final class Pusher {
    private final Portal portal;
    private final EntityType type;
    private final List<PushItem> items = new ArrayList<>();

    Pusher(Portal portal, String type) {
        this.portal = portal;
        this.type = EntityType.of(type);
    }

    static PushItem newRecord(String operation, Map<String, String> keys, Delta... deltas) {
        return new PushItem(operation, Intent.CREATE, Optional.empty(), List.of(deltas), keys, Optional.empty());
    }

    static PushItem upsert(String operation, Map<String, String> keys, Delta... deltas) {
        return new PushItem(operation, Intent.UPSERT, Optional.empty(), List.of(deltas), keys, Optional.empty());
    }

    static PushItem update(String operation, String id, Delta... deltas) {
        return new PushItem(
                operation, Intent.UPDATE, Optional.of(ExternalId.of(id)), List.of(deltas), Map.of(), Optional.empty());
    }

    static PushItem updateOf(String operation, String id, String version, Delta... deltas) {
        return new PushItem(
                operation,
                Intent.UPDATE,
                Optional.of(ExternalId.of(id)),
                List.of(deltas),
                Map.of(),
                Optional.of(version));
    }

    static PushItem delete(String operation, String id) {
        return new PushItem(
                operation, Intent.DELETE, Optional.of(ExternalId.of(id)), List.of(), Map.of(), Optional.empty());
    }

    static Delta put(String attribute, Object value) {
        return new Delta.Put(attribute, value);
    }

    Pusher with(PushItem item) {
        items.add(item);
        return this;
    }

    Map<String, PushOutcome> push() {
        return push(items);
    }

    Map<String, PushOutcome> push(List<PushItem> some) {
        Map<String, PushOutcome> outcomes = target().push(type, some, portal.call());
        assertThat(outcomes.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        some.stream().map(PushItem::operationId).toList());
        return outcomes;
    }

    Map<String, PushOutcome> verify(List<PushItem> some) {
        return target().verify(type, some, portal.call());
    }

    Map<String, PushOutcome> verify() {
        return verify(items);
    }

    private PushTarget target() {
        return portal.capability(PushTarget.class);
    }

    /** Pushes, and verifies what is unknown, until nothing is left that would be sent again. */
    Map<String, PushOutcome> insist(int rounds) {
        Map<String, PushOutcome> known = new HashMap<>();
        List<PushItem> open = new ArrayList<>(items);
        for (int round = 0; round < rounds && !open.isEmpty(); round++) {
            known.putAll(tried(open));
            List<PushItem> doubtful = open.stream()
                    .filter(item -> known.get(item.operationId()) instanceof Unknown)
                    .toList();
            for (int look = 0; look < rounds && !doubtful.isEmpty(); look++) {
                known.putAll(verified(doubtful));
                doubtful = doubtful.stream()
                        .filter(item -> known.get(item.operationId()) instanceof Unknown unknown
                                && unknown.error().code() != ErrorCode.OUTCOME_UNKNOWN)
                        .toList();
            }
            open.removeIf(item -> !(known.get(item.operationId()) instanceof Failed));
        }
        return known;
    }

    private Map<String, PushOutcome> tried(List<PushItem> some) {
        try {
            return push(some);
        } catch (IntegrationException nothingWritten) {
            return all(some, new Failed(nothingWritten));
        }
    }

    private Map<String, PushOutcome> verified(List<PushItem> some) {
        try {
            return verify(some);
        } catch (IntegrationException notAnswered) {
            return all(some, new Unknown(notAnswered));
        }
    }

    private static Map<String, PushOutcome> all(List<PushItem> some, PushOutcome outcome) {
        Map<String, PushOutcome> outcomes = new HashMap<>();
        some.forEach(item -> outcomes.put(item.operationId(), outcome));
        return outcomes;
    }

    static String word(@Nullable PushOutcome outcome) {
        if (outcome instanceof Applied) {
            return "applied";
        }
        if (outcome instanceof Failed failed) {
            return "failed " + failed.error().code();
        }
        if (outcome instanceof Unknown unknown) {
            return "unknown " + unknown.error().code();
        }
        return outcome instanceof Unchanged ? "unchanged" : outcome instanceof Conflict ? "conflict" : "?";
    }

    static String idOf(@Nullable PushOutcome outcome) {
        return applied(outcome).externalId().value();
    }

    static Applied applied(@Nullable PushOutcome outcome) {
        assertThat(outcome).isInstanceOf(Applied.class);
        return (Applied) Objects.requireNonNull(outcome);
    }
}
