package dev.integrationsdk.internal.call;

import dev.integrationsdk.host.CallQuota;

/**
 * What other parts have to say in every call. Immutable; the {@code with} methods return a changed copy.
 *
 * @param standing whether the connector is on
 * @param access whether the actor may
 * @param quota whether the host lets it
 * @param credentials sees to it that they are good
 * @param reports told how it ended
 */
public record CallHooks(
        Standing standing, CallAccess access, CallQuota quota, FreshCredentials credentials, CallReports reports) {
    private static final CallHooks NONE = new CallHooks(
            Standing.ALL_ON, CallAccess.EVERYBODY, CallQuota.UNLIMITED, FreshCredentials.AS_THEY_ARE, CallReports.NONE);

    /** Nobody says anything. */
    public static CallHooks none() {
        return NONE;
    }

    public CallHooks withStanding(Standing other) {
        return new CallHooks(other, access, quota, credentials, reports);
    }

    public CallHooks withAccess(CallAccess other) {
        return new CallHooks(standing, other, quota, credentials, reports);
    }

    public CallHooks withQuota(CallQuota other) {
        return new CallHooks(standing, access, other, credentials, reports);
    }

    public CallHooks withCredentials(FreshCredentials other) {
        return new CallHooks(standing, access, quota, other, reports);
    }

    public CallHooks withReports(CallReports other) {
        return new CallHooks(standing, access, quota, credentials, other);
    }
}
