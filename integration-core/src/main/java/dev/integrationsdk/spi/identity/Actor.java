package dev.integrationsdk.spi.identity;

/**
 * Who asked: a user or a service of the host. Immutable.
 *
 * @param value 1 to 128 characters, no control characters; an id rather than a name, since it is stored and logged
 */
public record Actor(String value) {
    /** The library acting on its own account. */
    public static final Actor SYSTEM = new Actor("system");

    /** @throws IllegalArgumentException if the value is empty or too long */
    public Actor {
        IdText.text("actor", value, 128);
    }

    /** @throws IllegalArgumentException if the value is empty or too long */
    public static Actor of(String value) {
        return new Actor(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
