package dev.integrationsdk.spi.credential;

/** The credentials of one connector as they are now; the engine implements it. Thread-safe. */
@FunctionalInterface
public interface Credentials {
    /** Asked anew for every call, so that a rotated secret is seen without a restart. */
    CredentialSet current();
}
