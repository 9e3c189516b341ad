package dev.integrationsdk.connector;

import java.util.EnumSet;
import java.util.Set;

/** How a connector stands with its remote. */
public enum ConnectionState {
    /** Nobody has called the remote yet. */
    PENDING,
    CONNECTED,
    /** Somebody has taken the account away, or turned the connector off for good. */
    DISCONNECTED,
    /** The remote is out of order, out of reach, or wrongly configured. */
    ERROR,
    /** The remote answers again at an instant that it has named. */
    RATE_LIMITED,
    /** The credentials are refused: somebody must connect the account anew or replace the secret. */
    UNAUTHORIZED;

    private static final Set<ConnectionState> CALLED = EnumSet.of(CONNECTED, ERROR, RATE_LIMITED, UNAUTHORIZED);

    /**
     * Whether this one may be followed by the other. A call leads from any state but DISCONNECTED to whatever it found;
     * from there only somebody who connects anew leads back, over PENDING. Nothing returns to PENDING by itself.
     */
    public boolean canBecome(ConnectionState next) {
        if (this == next) {
            return false;
        }
        if (this == DISCONNECTED) {
            return next == PENDING;
        }
        return next == DISCONNECTED || CALLED.contains(next) || (next == PENDING && this != CONNECTED);
    }
}
