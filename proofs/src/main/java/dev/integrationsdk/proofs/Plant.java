package dev.integrationsdk.proofs;

/** Faults that the proofs plant into the library or the host, to show that they would be found. */
public enum Plant {
    /** The host writes its rows with autocommit on a connection of its own. */
    ROWS_OUTSIDE,
    /** The checkpoint is committed in a transaction of its own, before the data. */
    CHECKPOINT_FIRST,
    /** H2 writes behind, as it does by default. */
    LATE_WRITES,
    /** The fence lets everybody through, and the checkpoint moves for everybody. */
    UNFENCED,
    /** Whoever asks for the lease gets it. */
    LEASES_FOR_ALL,
    /** Whoever's own clock says that a lease has run out, gets it. */
    LEASES_BY_OWN_CLOCK
}
