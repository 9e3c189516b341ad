package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.query.QuerySpec;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a {@link LoginAttempt}. Immutable.
 *
 * @param outcome to be shown to the person as it is
 * @param user whose name and password they are: the external id of a record of type {@code user}; empty unless the password
 *     was right
 */
public record LoginResult(Outcome outcome, Optional<ExternalId> user) {
    /** The query that answers with it: always exactly one result. */
    public static final QuerySpec<LoginAttempt, LoginResult> QUERY =
            new QuerySpec<>("user.authenticate", 1, LoginAttempt.class, LoginResult.class);

    public LoginResult {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(user, "user");
    }

    static LoginResult of(Outcome outcome) {
        return new LoginResult(outcome, Optional.empty());
    }

    /** How it ended. Nobody learns more than {@link #REJECTED} without the right password. */
    public enum Outcome {
        ACCEPTED,
        /** No such name, several of it, a wrong password, or a locked account: which one is not told. */
        REJECTED,
        /** The password is right, but must be changed first. Not to be counted as a wrong one. */
        PASSWORD_MUST_CHANGE,
        /** The password is right, but the account is disabled, has expired or may not be used now. */
        ACCOUNT_UNUSABLE,
        /** The directory could not be asked. Not to be counted as a wrong password. */
        UNAVAILABLE
    }
}
