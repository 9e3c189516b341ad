package dev.integrationsdk.policy;

/**
 * When a person is asked before records that a complete scan did not list count as deleted: if they are all there are, if
 * they are more than {@code most}, or more than {@code share} of those that are known, though one is always allowed.
 * Immutable.
 *
 * @param most 0 to 1,000,000; 0 always asks
 * @param share 0 to 1
 */
public record DeletionGuard(int most, double share) {
    private static final DeletionGuard DEFAULTS = new DeletionGuard(100, 0.2);

    /** @throws IllegalArgumentException if a number is out of its bounds */
    public DeletionGuard {
        if (most < 0 || most > 1_000_000) {
            throw new IllegalArgumentException("most must be 0 to 1,000,000, but is " + most);
        }
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be 0 to 1, but is " + share);
        }
    }

    /** More than 100, or more than a fifth. */
    public static DeletionGuard ofDefaults() {
        return DEFAULTS;
    }

    /**
     * Whether a person must be asked.
     *
     * @param absent how many were not listed
     * @param known how many there are
     */
    public boolean asks(long absent, long known) {
        return absent > 0 && (absent >= known || absent > most || absent > Math.max(1, share * (double) known));
    }
}
