package dev.integrationsdk.adapters.ldap;

import java.util.Objects;

/**
 * Somebody's name and password, to be checked against the directory. Immutable; {@code toString} prints neither.
 *
 * @param login as it was typed: one of the setting {@code login-attributes}
 * @param password as it was typed; an empty one is refused before anything is sent
 */
public record LoginAttempt(String login, String password) {
    public LoginAttempt {
        Objects.requireNonNull(login, "login");
        Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        return "LoginAttempt[…]";
    }
}
