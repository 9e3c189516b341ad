package dev.integrationsdk.simulation;

/** The process ends here: nothing of it runs any more. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
        super(where, null, false, false);
    }
}
