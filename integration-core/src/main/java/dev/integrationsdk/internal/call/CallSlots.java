package dev.integrationsdk.internal.call;

import dev.integrationsdk.call.CallBounds;
import dev.integrationsdk.spi.identity.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many calls are under way: of a connector, of a tenant, of all. Whoever waits for a place among all holds one of the
 * tenant's already, so that no tenant's callers crowd the line. Thread-safe.
 */
final class CallSlots {
    /** When it is worth coming again after there was no place. */
    static final Duration REST = Duration.ofSeconds(10);

    private final CallBounds bounds;
    private final Clock clock;
    private final Map<TenantId, TenantSlots> tenants = new ConcurrentHashMap<>();
    private final Slots all = new Slots();

    CallSlots(CallBounds bounds, Clock clock) {
        this.bounds = bounds;
        this.clock = clock;
    }

    /** Takes a place in all three, which the caller closes. */
    Held enter(OpenCall<?> open) {
        Call<?> call = open.call();
        Instant deadline = open.deadline();
        TenantId tenant = call.key().tenant();
        int concurrency = call.connector().config().limits().concurrency();
        Held held = new Held();
        try {
            held.add(open.state()
                    .slots()
                    .enter(
                            new Slots.Bound("connector " + call.key(), concurrency, bounds.waitingPerConnector()),
                            wait(call, deadline)));
            TenantSlots shared = visit(tenant);
            held.add(() -> left(tenant));
            held.add(shared.slots.enter(
                    new Slots.Bound("tenant " + tenant, bounds.perTenant(), Integer.MAX_VALUE), wait(call, deadline)));
            held.add(
                    all.enter(new Slots.Bound("all tenants", bounds.inAll(), Integer.MAX_VALUE), wait(call, deadline)));
            return held;
        } catch (RuntimeException | Error failure) {
            held.close();
            throw failure;
        }
    }

    private Slots.Wait wait(Call<?> call, Instant deadline) {
        Instant now = clock.instant();
        return new Slots.Wait(
                Duration.between(now, deadline), now.plus(REST), call.caller().cancellation());
    }

    private TenantSlots visit(TenantId tenant) {
        return tenants.compute(tenant, (unused, present) -> {
            TenantSlots shared = present == null ? new TenantSlots() : present;
            shared.users++;
            return shared;
        });
    }

    private void left(TenantId tenant) {
        tenants.computeIfPresent(tenant, (unused, shared) -> --shared.users == 0 ? null : shared);
    }

    /** How many tenants have calls under way or waiting. */
    int tenants() {
        return tenants.size();
    }

    private static final class TenantSlots {
        private final Slots slots = new Slots();
        private int users;
    }

    /** Places of one call, given back in the opposite order. Confined to its thread. */
    static final class Held implements AutoCloseable {
        private final Deque<Slots.Place> places = new ArrayDeque<>();

        private void add(Slots.Place place) {
            places.push(place);
        }

        @Override
        public void close() {
            places.forEach(Slots.Place::close);
            places.clear();
        }
    }
}
