package dev.integrationsdk.examples;

import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.RecordMapping;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether the host's rows, the mappings and the records over there agree, one by one.
 *
 * @param rows of the host
 * @param mappings that are active
 * @param remote how many records there are over there, where that can be known
 * @param agree whether every mapping has its row, every row its mapping, and every value is the remote's
 */
record Proof(long rows, long mappings, Optional<Long> remote, boolean agree) {
    /** @param remote values by external id and by the host's column; empty for a real system, which is only read */
    static Proof of(
            Host host, HostTable table, EntityScope scope, Optional<Map<String, Map<String, @Nullable String>>> remote)
            throws SQLException {
        Map<UUID, Map<String, @Nullable String>> rows = host.database().rows(table, scope.tenant());
        Map<String, UUID> mapped = activeMappings(host, scope);
        boolean agree = new HashSet<>(mapped.values()).equals(rows.keySet()) && mapped.size() == rows.size();
        if (remote.isPresent()) {
            Map<String, Map<String, @Nullable String>> arrived = new HashMap<>();
            mapped.forEach((id, row) -> arrived.put(id, rows.getOrDefault(row, Map.of())));
            agree &= arrived.equals(remote.get());
        }
        return new Proof(rows.size(), mapped.size(), remote.map(all -> (long) all.size()), agree);
    }

    private static Map<String, UUID> activeMappings(Host host, EntityScope scope) {
        Map<String, UUID> mapped = new HashMap<>();
        Optional<ExternalId> after = Optional.empty();
        while (true) {
            List<RecordMapping> page = page(host, scope, after);
            if (page.isEmpty()) {
                return mapped;
            }
            for (RecordMapping mapping : page) {
                if (mapping.status() == MappingStatus.ACTIVE) {
                    mapped.put(mapping.externalId().value(), mapping.internalId());
                }
            }
            after = Optional.of(page.get(page.size() - 1).externalId());
        }
    }

    private static List<RecordMapping> page(Host host, EntityScope scope, Optional<ExternalId> after) {
        return host.transactions()
                .inTransaction(unit -> host.repositories().mappings().list(unit, scope, after, 1_000));
    }
}
