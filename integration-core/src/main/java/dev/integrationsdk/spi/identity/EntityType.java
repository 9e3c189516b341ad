package dev.integrationsdk.spi.identity;

/**
 * Kind of record in an external system, in the adapter's own words: {@code contact}, {@code user}. Immutable.
 *
 * @param value 1 to 64 of {@code A-Z a-z 0-9 . _ -}, starting with a letter or a digit
 */
public record EntityType(String value) implements Comparable<EntityType> {
    /** @throws IllegalArgumentException if the value has another form */
    public EntityType {
        IdText.code("entity type", value);
    }

    /** @throws IllegalArgumentException if the value has another form */
    public static EntityType of(String value) {
        return new EntityType(value);
    }

    @Override
    public int compareTo(EntityType other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
