package dev.integrationsdk.access;

/** What somebody may do with another one's connector. */
public enum Share {
    /** {@link Permission#READ}. */
    READ,
    /** {@link Permission#READ} and {@link Permission#USE}. */
    USE;

    /** Whether it is enough; nobody who shares may share on, configure, or touch credentials. */
    public boolean allows(Permission permission) {
        return permission == Permission.READ || (this == USE && permission == Permission.USE);
    }
}
