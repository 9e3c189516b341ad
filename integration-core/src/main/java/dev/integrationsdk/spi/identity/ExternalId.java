package dev.integrationsdk.spi.identity;

/**
 * A record's identity in the external system. Case, blanks at the end and characters beyond the basic plane count.
 * Immutable.
 *
 * @param value 1 to {@value #MAX_LENGTH} characters, not only blanks, no control characters
 */
public record ExternalId(String value) implements Comparable<ExternalId> {
    /** What every supported database can keep under a unique key. */
    public static final int MAX_LENGTH = 512;

    /** @throws IllegalArgumentException if the value is empty, too long or has characters no database keeps */
    public ExternalId {
        IdText.text("external id", value, MAX_LENGTH);
    }

    /** @throws IllegalArgumentException if the value is empty, too long or has characters no database keeps */
    public static ExternalId of(String value) {
        return new ExternalId(value);
    }

    /** Spread wide: consecutive numbers, which many systems give, have hash codes that are close together as text. */
    @Override
    public int hashCode() {
        return value.hashCode() * 0x9E37_79B9;
    }

    @Override
    public int compareTo(ExternalId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
