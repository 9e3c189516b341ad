package dev.integrationsdk.credential;

import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.Objects;
import java.util.Optional;

/**
 * On whose behalf a secret is asked for: a tenant's connector, or the operator, whose secrets no tenant reads.
 * Immutable.
 *
 * @param tenant empty for the operator
 * @param connector empty for the operator
 */
public record SecretOwner(Optional<TenantId> tenant, Optional<ConnectorId> connector) {
    private static final SecretOwner OPERATOR = new SecretOwner(Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException if only one of the two is there */
    public SecretOwner {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(connector, "connector");
        if (tenant.isPresent() != connector.isPresent()) {
            throw new IllegalArgumentException("a secret is asked for a tenant's connector or for the operator");
        }
    }

    public static SecretOwner of(TenantId tenant, ConnectorId connector) {
        return new SecretOwner(Optional.of(tenant), Optional.of(connector));
    }

    /** For what belongs to the whole installation, such as the keys that protect stored credentials. */
    public static SecretOwner operator() {
        return OPERATOR;
    }

    @Override
    public String toString() {
        return tenant.isPresent() ? "connector " + tenant.get() + "/" + connector.orElseThrow() : "the operator";
    }
}
