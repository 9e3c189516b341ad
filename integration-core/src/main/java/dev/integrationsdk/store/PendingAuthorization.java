package dev.integrationsdk.store;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.spi.identity.Actor;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;

/** That somebody was sent to a remote to agree, and has not come back yet. Immutable. */
public final class PendingAuthorization {
    /** The longest encrypted verifier. */
    public static final int MOST_BYTES = 1_000;
    /** The longest redirect URI. */
    public static final int LONGEST_URI = 2_000;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final String stateHash;
    private final ConnectorKey connector;
    private final Actor actor;
    private final byte[] verifier;
    private final URI redirectUri;
    private final boolean otherAccountAllowed;
    private final Instant expiresAt;

    private PendingAuthorization(String stateHash, Who who, byte[] verifier, Terms terms) {
        this.stateHash = stateHash;
        this.connector = who.connector();
        this.actor = who.actor();
        this.verifier = verifier.clone();
        this.redirectUri = terms.redirectUri();
        this.otherAccountAllowed = terms.otherAccountAllowed();
        this.expiresAt = terms.expiresAt();
    }

    /**
     * @param stateHash SHA-256 of the state in 64 hexadecimal digits of lower case
     * @param verifier encrypted, 1 to {@value #MOST_BYTES} bytes; copied
     * @throws IllegalArgumentException if a part has another form
     */
    public static PendingAuthorization of(String stateHash, Who who, byte[] verifier, Terms terms) {
        if (!HASH.matcher(stateHash).matches()) {
            throw new IllegalArgumentException("the hash of a state has 64 hexadecimal digits");
        }
        if (verifier.length == 0 || verifier.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "an encrypted verifier has 1 to " + MOST_BYTES + " bytes, but this " + verifier.length);
        }
        return new PendingAuthorization(stateHash, who, verifier, terms);
    }

    public String stateHash() {
        return stateHash;
    }

    public ConnectorKey connector() {
        return connector;
    }

    /** Who was sent; nobody else may come back. */
    public Actor actor() {
        return actor;
    }

    /** A copy. */
    public byte[] verifier() {
        return verifier.clone();
    }

    public URI redirectUri() {
        return redirectUri;
    }

    /** Whether the connector may be connected to another account than before. */
    public boolean isOtherAccountAllowed() {
        return otherAccountAllowed;
    }

    /** By the library's clock. */
    public Instant expiresAt() {
        return expiresAt;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PendingAuthorization pending
                && stateHash.equals(pending.stateHash)
                && connector.equals(pending.connector)
                && actor.equals(pending.actor)
                && Arrays.equals(verifier, pending.verifier)
                && redirectUri.equals(pending.redirectUri)
                && otherAccountAllowed == pending.otherAccountAllowed
                && expiresAt.equals(pending.expiresAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(stateHash, connector, actor, redirectUri, otherAccountAllowed, expiresAt);
    }

    @Override
    public String toString() {
        return "PendingAuthorization[" + connector + ", " + actor + ", until " + expiresAt + "]";
    }

    /**
     * Whom it concerns. Immutable.
     *
     * @param connector to be connected
     * @param actor who was sent
     */
    public record Who(ConnectorKey connector, Actor actor) {
        public Who {
            Objects.requireNonNull(connector, "connector");
            Objects.requireNonNull(actor, "actor");
        }
    }

    /**
     * How it may end. Immutable.
     *
     * @param redirectUri where the remote sends the person back to; at most {@value #LONGEST_URI} characters
     * @param otherAccountAllowed whether it may be another account than before
     * @param expiresAt by the library's clock
     */
    public record Terms(URI redirectUri, boolean otherAccountAllowed, Instant expiresAt) {
        /** @throws IllegalArgumentException if the URI is too long */
        public Terms {
            Objects.requireNonNull(expiresAt, "expiresAt");
            if (redirectUri.toString().length() > LONGEST_URI) {
                throw new IllegalArgumentException("a redirect URI has at most " + LONGEST_URI + " characters");
            }
        }
    }
}
