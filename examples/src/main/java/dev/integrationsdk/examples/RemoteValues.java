package dev.integrationsdk.examples;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.testkit.hubspot.HubSpotRecord;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the simulated systems hold, asked behind the adapters' backs. */
final class RemoteValues {
    private RemoteValues() {}

    /** By external id and the host's column, without those that cannot fit; empty for a real system. */
    static Optional<Map<String, Map<String, @Nullable String>>> of(Remotes remotes, HostTable table, EntityScope scope)
            throws LDAPException {
        if (!remotes.areSimulated()) {
            return Optional.empty();
        }
        Map<String, Map<String, @Nullable String>> values = new HashMap<>();
        String tenant = scope.tenant().value();
        if (table.system().equals(HostTable.HUBSPOT)) {
            String type = table.entityType().value().replaceAll("y$", "ie") + "s";
            for (HubSpotRecord record : remotes.portal(tenant).records(type)) {
                values.put(record.id(), row(table, name -> record.properties().get(name)));
            }
        } else {
            String objectClass = table.entityType().value().equals("user") ? "inetOrgPerson" : "groupOfNames";
            for (ReadOnlyEntry entry : remotes.directory(tenant).entries("(objectClass=" + objectClass + ")")) {
                String id = Objects.requireNonNull(entry.getAttributeValue("entryUUID"));
                values.put(id, row(table, name -> first(entry.getAttributeValues(name))));
            }
        }
        values.values().removeIf(row -> row.values().stream().anyMatch(RemoteValues::isTooLong));
        return Optional.of(values);
    }

    private static Map<String, @Nullable String> row(HostTable table, Function<String, @Nullable String> remote) {
        Map<String, @Nullable String> row = new TreeMap<>();
        table.fields().forEach((field, column) -> row.put(column, remote.apply(field)));
        return row;
    }

    /** The adapter sorts several values, so that the first one does not change from scan to scan. */
    private static @Nullable String first(String @Nullable [] values) {
        return values == null
                ? null
                : Arrays.stream(values).sorted().findFirst().orElse(null);
    }

    private static boolean isTooLong(@Nullable String value) {
        return value != null && value.length() > HostTable.COLUMN_LENGTH;
    }
}
