package dev.integrationsdk.credential;

import dev.integrationsdk.spi.credential.Secret;

/**
 * Finds the secrets of one scheme. The host implements it for its vault; {@link EnvironmentSecrets} and
 * {@link FileSecrets} are ready-made. Thread-safe.
 */
public interface SecretResolver {
    /** The scheme of the references that it serves, such as {@code vault}. */
    String scheme();

    /**
     * Finds one secret. It decides whether the owner may have it: a reference alone is no permission.
     *
     * @param whose who asks
     * @param reference of this resolver's scheme
     * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION if there is no such secret or the
     *     owner may not have it, SERVICE_UNAVAILABLE, NETWORK_FAILED or TIMED_OUT if the vault is down; the message never
     *     holds a secret
     */
    Secret resolve(SecretOwner whose, SecretReference reference);

    /**
     * Whether it asks another machine: it is then called on another thread with a limit of time, and its answer is kept
     * for a few seconds.
     */
    default boolean isRemote() {
        return true;
    }
}
