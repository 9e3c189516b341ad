package dev.integrationsdk.internal.call;

/** Told of every call that has ended, on a thread that may use the store and after its log entry. Thread-safe. */
@FunctionalInterface
public interface CallReports {
    /** Tells nobody. */
    CallReports NONE = call -> {};

    /** What this throws is logged and changes nothing. */
    void ended(EndedCall call);
}
