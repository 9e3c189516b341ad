package dev.integrationsdk.spi.identity;

/**
 * The host's customer. Every stored row belongs to exactly one. Immutable.
 *
 * @param value 1 to 64 of {@code A-Z a-z 0-9 . _ -}, starting with a letter or a digit
 */
public record TenantId(String value) implements Comparable<TenantId> {
    /** @throws IllegalArgumentException if the value has another form */
    public TenantId {
        IdText.code("tenant", value);
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
