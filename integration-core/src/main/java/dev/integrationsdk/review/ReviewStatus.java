package dev.integrationsdk.review;

/** Where a review item stands. */
public enum ReviewStatus {
    OPEN,
    /** Somebody has decided; what follows from it is still to be done. */
    DECIDED,
    /** Decided and done. */
    CLOSED,
    /** What it asked about is not so any more. */
    LAPSED;

    /** An open item is decided or lapses; a decided one is done, lapses, or is opened again if it could not be done. */
    public boolean canMoveTo(ReviewStatus next) {
        return switch (this) {
            case OPEN -> next == DECIDED || next == CLOSED || next == LAPSED;
            case DECIDED -> next == CLOSED || next == LAPSED || next == OPEN;
            case CLOSED, LAPSED -> false;
        };
    }
}
