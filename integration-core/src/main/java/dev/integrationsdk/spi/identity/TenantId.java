package dev.integrationsdk.spi.identity;

/**
 * The host's customer. Every stored row belongs to exactly one. Immutable.
 *
 * @param value 1 to 64 of {@code A-Z a-z 0-9 . _ -}, starting with a letter or a digit; or that of {@link #PLATFORM}
 */
public record TenantId(String value) implements Comparable<TenantId> {
    private static final String PLATFORM_VALUE = "~platform";

    /**
     * The host itself, as the owner of connectors that belong to no customer. It is a tenant like any other to everything
     * that keeps tenants apart: what it owns can reach no customer's rows and secrets.
     */
    public static final TenantId PLATFORM = new TenantId(PLATFORM_VALUE);

    /** @throws IllegalArgumentException if the value has another form */
    public TenantId {
        if (!PLATFORM_VALUE.equals(value)) {
            IdText.code("tenant", value);
        }
    }

    public boolean isPlatform() {
        return value.equals(PLATFORM_VALUE);
    }

    /** @throws IllegalArgumentException if the value has another form */
    public static TenantId of(String value) {
        return new TenantId(value);
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
