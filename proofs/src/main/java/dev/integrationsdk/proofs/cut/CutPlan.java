package dev.integrationsdk.proofs.cut;

/** Decides of each message of the client, in their order over all connections, what becomes of it. */
@FunctionalInterface
interface CutPlan {
    /** Everything passes. */
    CutPlan NONE = message -> Fate.PASSES;

    /** Called under a lock, once for each message. */
    Fate of(ClientMessage message);

    /** What becomes of a message. */
    enum Fate {
        PASSES,
        /** The server never sees it: what it has seen before is carried out, then the connection ends on both sides. */
        CUT_BEFORE,
        /** The server sees it as the last one and carries it out, no answer comes back, then the connection ends. */
        ANSWER_SWALLOWED,
        /**
         * The client's side ends at once; the server sees it as the last one when {@link CuttingProxy#release} is called,
         * as if it had been held up on its way.
         */
        HELD_UP
    }
}
