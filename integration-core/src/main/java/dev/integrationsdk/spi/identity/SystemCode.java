package dev.integrationsdk.spi.identity;

/**
 * Names an external system: {@code hubspot}, {@code ldap}. Immutable.
 *
 * @param value 1 to 64 of {@code A-Z a-z 0-9 . _ -}, starting with a letter or a digit
 */
public record SystemCode(String value) implements Comparable<SystemCode> {
    /** @throws IllegalArgumentException if the value has another form */
    public SystemCode {
        IdText.code("system code", value);
    }

    /** @throws IllegalArgumentException if the value has another form */
    public static SystemCode of(String value) {
        return new SystemCode(value);
    }

    @Override
    public int compareTo(SystemCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
