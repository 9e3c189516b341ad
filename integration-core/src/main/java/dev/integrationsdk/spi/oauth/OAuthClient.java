package dev.integrationsdk.spi.oauth;

import dev.integrationsdk.spi.credential.Secret;
import java.util.Objects;

/**
 * The host's application as the remote has registered it. Immutable.
 *
 * @param id public
 * @param secret the one that belongs to it
 */
public record OAuthClient(String id, Secret secret) {
    public OAuthClient {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(secret, "secret");
    }
}
