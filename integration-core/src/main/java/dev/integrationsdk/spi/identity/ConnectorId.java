package dev.integrationsdk.spi.identity;

/**
 * Names one configured use of a system, unique within its tenant. Chosen by the host. Immutable.
 *
 * @param value 1 to 64 of {@code A-Z a-z 0-9 . _ -}, starting with a letter or a digit
 */
public record ConnectorId(String value) implements Comparable<ConnectorId> {
    /** @throws IllegalArgumentException if the value has another form */
    public ConnectorId {
        IdText.code("connector id", value);
    }

    /** @throws IllegalArgumentException if the value has another form */
    public static ConnectorId of(String value) {
        return new ConnectorId(value);
    }

    @Override
    public int compareTo(ConnectorId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
