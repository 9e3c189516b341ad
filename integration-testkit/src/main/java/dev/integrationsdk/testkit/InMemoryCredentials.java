package dev.integrationsdk.testkit;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.CredentialRepository;
import dev.integrationsdk.store.StoredCredential;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Encrypted credentials in a map, each with who renews it. */
final class InMemoryCredentials implements CredentialRepository, TenantRows {
    private static final Comparator<Name> ORDER = Comparator.<Name, String>comparing(
                    name -> name.connector().tenant().value())
            .thenComparing(name -> name.connector().id().value())
            .thenComparing(Name::field);

    private final Map<Name, StoredCredential> rows = new HashMap<>();
    private final Map<Name, Claim> claims = new HashMap<>();
    private final Clock clock;

    InMemoryCredentials(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Optional<StoredCredential> find(UnitOfWork unit, ConnectorKey key, String field) {
        return Optional.ofNullable(rows.get(new Name(key, field)));
    }

    @Override
    public List<StoredCredential> list(UnitOfWork unit, ConnectorKey key) {
        return of(key).map(rows::get).map(Objects::requireNonNull).toList();
    }

    @Override
    public boolean put(UnitOfWork unit, StoredCredential next) {
        Name name = Name.of(next);
        StoredCredential standing = rows.get(name);
        if ((standing == null ? 0 : standing.version()) != next.version() - 1) {
            return false;
        }
        unit.unwrap(InMemoryTransaction.class).put(rows, name, next);
        return true;
    }

    @Override
    public int delete(UnitOfWork unit, ConnectorKey key) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        List<Name> names = of(key).toList();
        for (Name name : names) {
            transaction.remove(rows, name);
            transaction.remove(claims, name);
        }
        return names.size();
    }

    @Override
    public boolean claimRefresh(
            UnitOfWork unit, ConnectorKey key, String field, long version, String owner, Duration time) {
        Name name = new Name(key, field);
        StoredCredential standing = rows.get(name);
        Claim claim = claims.get(name);
        boolean isTaken =
                claim != null && !claim.owner().equals(owner) && clock.instant().isBefore(claim.until());
        if (standing == null || standing.version() != version || isTaken) {
            return false;
        }
        Claim taken = new Claim(owner, clock.instant().plus(time));
        unit.unwrap(InMemoryTransaction.class).put(claims, name, taken);
        return true;
    }

    @Override
    public void releaseRefresh(UnitOfWork unit, ConnectorKey key, String field, String owner) {
        Name name = new Name(key, field);
        Claim claim = claims.get(name);
        if (claim != null && claim.owner().equals(owner)) {
            unit.unwrap(InMemoryTransaction.class).remove(claims, name);
        }
    }

    List<StoredCredential> notUnder(String primaryKeyId, Optional<StoredCredential> after, int limit) {
        return rows.entrySet().stream()
                .filter(row -> !row.getValue().keyId().equals(primaryKeyId))
                .filter(row -> after.isEmpty() || ORDER.compare(row.getKey(), Name.of(after.get())) > 0)
                .sorted(Map.Entry.comparingByKey(ORDER))
                .limit(limit)
                .map(Map.Entry::getValue)
                .toList();
    }

    Set<String> keyIds() {
        return rows.values().stream().map(StoredCredential::keyId).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        transaction.removeSome(claims, name -> name.connector().tenant().equals(tenant), Integer.MAX_VALUE);
        return transaction.removeSome(rows, name -> name.connector().tenant().equals(tenant), limit);
    }

    private Stream<Name> of(ConnectorKey key) {
        return rows.keySet().stream()
                .filter(name -> name.connector().equals(key))
                .sorted(ORDER);
    }

    private record Name(ConnectorKey connector, String field) {
        static Name of(StoredCredential row) {
            return new Name(row.connector(), row.field());
        }
    }

    private record Claim(String owner, Instant until) {}
}
