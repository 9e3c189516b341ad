package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.Product;
import dev.integrationsdk.schedule.Schedule;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.Fingerprint;
import dev.integrationsdk.store.Lease;
import dev.integrationsdk.testkit.contract.WholeTenant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.integrationsdk.jdbc.Samples.NOW;
import static dev.integrationsdk.jdbc.Samples.SCOPE;
import static dev.integrationsdk.jdbc.Samples.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

/** Removing a tenant, seen in the tables. */
@ParameterizedClass
@MethodSource("dev.integrationsdk.databases.Product#available")
class TenantRemovalTest {
    /** Why a table keeps what it holds. Whoever adds a table empties it, or says here why not. */
    private static final Map<String, String> EXEMPT =
            Map.of("integration_schema_history", "it holds applied scripts, and nothing of any tenant");

    private static final TenantId ACME = SCOPE.tenant();
    private static final Duration TIME = Duration.ofMinutes(10);

    private final WatchedSource source;
    private final JdbcStore store;

    TenantRemovalTest(Product product) {
        source = new WatchedSource(product.create());
        store = JdbcStore.in(source);
    }

    @Test
    @DisplayName("R28: every table is emptied of the tenant, or exempt with a reason")
    void everyTableIsEmptiedOfTheTenantOrExemptWithAReason() {
        try (Member member = Member.start(source, Instant.parse("2026-03-28T12:00:00Z"))) {
            member.scheduler().put(Actor.SYSTEM, Member.STREAM, Schedule.every(Duration.ofDays(1)));
            store.run(unit -> new WholeTenant(ACME).write(store.repositories(), unit));
            Set<String> emptied = libraryTables();
            assertThat(EXEMPT.keySet()).allMatch(emptied::remove);
            assertThat(emptied)
                    .hasSizeGreaterThan(17)
                    .allSatisfy(table -> assertThat(source.count(table))
                            .as("rows that the test has written into %s", table)
                            .isPositive());
            assertThat(removeAll(store, ACME)).isGreaterThan(emptied.size());
            assertThat(emptied)
                    .allSatisfy(
                            table -> assertThat(source.count(table)).as(table).isZero());
        }
    }

    @Test
    @DisplayName("R28: schedules of other tenants stay, whatever their names begin with")
    void schedulesOfOtherTenantsStay() {
        JdbcStore.execute(
                source,
                scheduled("acme/crm/contact/FULL"),
                scheduled("acme/crm/contact/INCREMENTAL"),
                scheduled("acme-2/crm/contact/FULL"),
                scheduled("acme0/crm/contact/FULL"),
                scheduled("acm/crm/contact/FULL"));
        assertThat(removeAll(store, ACME)).isEqualTo(2);
        assertThat(source.count("integration_scheduled_task")).isEqualTo(3);
    }

    private static String scheduled(String instance) {
        return "INSERT INTO integration_scheduled_task (task_name, task_instance, execution_time, picked, version)"
                + " VALUES ('stream', '" + instance + "', TIMESTAMP '2026-03-28 12:00:00', FALSE, 1)";
    }

    /** The other process remembers the numbers of scopes that are gone. */
    @Test
    @DisplayName("R28: what another process writes for a tenant that was made anew is not lost")
    void whatAnotherProcessWritesForATenantThatWasMadeAnewIsNotLost() {
        JdbcStore other = JdbcStore.in(source);
        suppress(other, 1);
        removeAll(store, ACME);
        suppress(store, 2);
        suppress(other, 3);
        long all = store.get(unit -> store.repositories().suppressions().count(unit, SCOPE));
        assertThat(all).isEqualTo(2);
    }

    @Test
    @DisplayName("R07: lease of a tenant that was made anew has one holder")
    void leaseOfATenantThatWasMadeAnewHasOneHolder() {
        JdbcStore other = JdbcStore.in(source);
        Lease former = acquire(other, "former");
        removeAll(store, ACME);
        acquire(store, "present");
        assertThat(Failing.exceptionOf(() -> acquire(other, "former"))).hasMessageContaining("another worker");
        assertThat(other.<Boolean>get(unit -> other.repositories().leases().renew(unit, former, TIME)))
                .isFalse();
    }

    private static Lease acquire(JdbcStore store, String owner) {
        return store.get(unit -> store.repositories().leases().acquire(unit, STREAM, owner, TIME));
    }

    private static void suppress(JdbcStore store, int number) {
        byte[] bytes = new byte[Fingerprint.BYTES];
        bytes[0] = (byte) number;
        store.run(unit -> store.repositories().suppressions().put(unit, SCOPE, List.of(Fingerprint.of(bytes)), NOW));
    }

    private static int removeAll(JdbcStore store, TenantId tenant) {
        int removed = 0;
        List<Integer> batches = new ArrayList<>();
        do {
            batches.add(store.get(unit -> store.repositories().tenants().remove(unit, tenant, 10)));
            removed += batches.get(batches.size() - 1);
        } while (batches.get(batches.size() - 1) > 0);
        return removed;
    }

    private Set<String> libraryTables() {
        try (Connection connection = source.getConnection();
                ResultSet rows = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), connection.getSchema(), null, new String[] {
                            "TABLE", "BASE TABLE"
                        })) {
            Set<String> tables = new TreeSet<>();
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
            tables.removeIf(table -> !table.startsWith("integration_"));
            return tables;
        } catch (SQLException failure) {
            throw new IllegalStateException("the test's own statement failed", failure);
        }
    }
}
