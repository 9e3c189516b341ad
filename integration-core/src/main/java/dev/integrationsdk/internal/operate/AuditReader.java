package dev.integrationsdk.internal.operate;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditEntry;
import dev.integrationsdk.audit.AuditTrail;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.internal.connector.Gatekeeper;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.AuditRepository;
import java.util.List;
import java.util.Optional;

/** Reads the audit. Immutable. */
public final class AuditReader implements AuditTrail {
    private static final int MOST = 1_000;

    private final AuditRepository repository;
    private final TransactionRunner transactions;
    private final Gatekeeper gate;

    public AuditReader(AuditRepository repository, TransactionRunner transactions, Gatekeeper gate) {
        this.repository = repository;
        this.transactions = transactions;
        this.gate = gate;
    }

    @Override
    public List<AuditEntry> list(Actor actor, TenantId tenant, long before, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST + ", but is " + limit);
        }
        gate.requireTenant(actor, Permission.AUDIT, tenant);
        return page(tenant, before, limit);
    }

    private List<AuditEntry> page(TenantId tenant, long before, int limit) {
        return transactions.inTransaction(unit -> repository.list(unit, tenant, before, limit));
    }

    @Override
    public Optional<String> verify(Actor actor, TenantId tenant, Optional<AuditEntry> anchor) {
        gate.requireTenant(actor, Permission.AUDIT, tenant);
        Chain chain = new Chain(anchor);
        long before = Long.MAX_VALUE;
        while (true) {
            List<AuditEntry> page = page(tenant, before, MOST);
            for (AuditEntry entry : page) {
                Optional<String> wrong = chain.wrong(entry);
                if (wrong.isPresent()) {
                    return wrong;
                }
                before = entry.number();
            }
            if (page.size() < MOST) {
                return chain.wrongAtItsBeginning();
            }
        }
    }

    /** The chain from its end to its beginning. */
    private static final class Chain {
        private final Optional<AuditEntry> anchor;
        private Optional<AuditEntry> following = Optional.empty();
        private boolean anchorSeen;

        Chain(Optional<AuditEntry> anchor) {
            this.anchor = anchor;
        }

        Optional<String> wrong(AuditEntry entry) {
            if (!entry.isIntact()) {
                return Optional.of("entry " + entry.number() + " is not as it was written");
            }
            if (following.isPresent() && following.get().number() != entry.number() + 1) {
                return Optional.of("entry " + (following.get().number() - 1) + " is missing");
            }
            if (following.isPresent() && !following.get().previousHash().equals(entry.hash())) {
                return Optional.of("entry " + entry.number() + " is not the one that entry "
                        + following.get().number() + " followed");
            }
            if (anchor.isPresent() && anchor.get().number() == entry.number()) {
                anchorSeen = true;
                if (!anchor.get().equals(entry)) {
                    return Optional.of("entry " + entry.number() + " is not the one that was read earlier");
                }
            }
            following = Optional.of(entry);
            return Optional.empty();
        }

        Optional<String> wrongAtItsBeginning() {
            if (anchor.isPresent() && !anchorSeen) {
                return Optional.of("entry " + anchor.get().number() + ", which was read earlier, is missing");
            }
            boolean complete = following
                    .map(first -> first.number() == 1 && first.previousHash().equals(AuditEntry.BEGINNING))
                    .orElse(true);
            return complete
                    ? Optional.empty()
                    : Optional.of(
                            "what came before entry " + following.orElseThrow().number() + " is missing");
        }
    }
}
