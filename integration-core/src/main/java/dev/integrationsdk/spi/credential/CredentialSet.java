package dev.integrationsdk.spi.credential;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.Map;
import java.util.TreeMap;

/** The secrets of one connector, by name. Immutable; {@code toString} prints names only. */
public final class CredentialSet {
    /** An access token or a private-app token. */
    public static final String TOKEN = "token";
    /** The account of a directory or of basic authentication. */
    public static final String USER = "user";
    /** The password that belongs to {@link #USER}. */
    public static final String PASSWORD = "password";

    private static final CredentialSet NONE = new CredentialSet(Map.of());

    private final Map<String, Secret> secrets;

    private CredentialSet(Map<String, Secret> secrets) {
        this.secrets = Map.copyOf(secrets);
    }

    public static CredentialSet none() {
        return NONE;
    }

    /** By the names that the adapter asks for. */
    public static CredentialSet of(Map<String, Secret> secrets) {
        return secrets.isEmpty() ? NONE : new CredentialSet(secrets);
    }

    public static CredentialSet token(String token) {
        return new CredentialSet(Map.of(TOKEN, Secret.of(token)));
    }

    public static CredentialSet userAndPassword(String user, String password) {
        return new CredentialSet(Map.of(USER, Secret.of(user), PASSWORD, Secret.of(password)));
    }

    /** @throws IntegrationException CREDENTIALS_MISSING if there are none at all, AUTHENTICATION_FAILED if this one is missing */
    public Secret require(String name) {
        Secret secret = secrets.get(name);
        if (secret == null) {
            throw new IntegrationException(
                    secrets.isEmpty() ? ErrorCode.CREDENTIALS_MISSING : ErrorCode.AUTHENTICATION_FAILED,
                    "the connector's credentials have no '" + name + "'; they have " + new TreeMap<>(secrets).keySet());
        }
        return secret;
    }

    @Override
    public String toString() {
        return "CredentialSet" + new TreeMap<>(secrets).keySet();
    }
}
