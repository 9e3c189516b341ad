package dev.integrationsdk.spi.error;

/** What the engine does next after an error. */
public enum Disposition {
    /** Tries again with growing delays, as the retry policy says; then ends the run, which a later one resumes. */
    RETRY,
    /** Waits until the instant that the remote named: inside the run if it is short, else the run ends and says when. */
    RETRY_AT,
    /** Drops the perishable part of the checkpoint and goes on from its durable part. */
    RESTART_SCAN,
    /** Keeps this one record as a dead letter and goes on. */
    REJECT_RECORD,
    /** Asks the remote whether the write took effect, before anything is repeated. */
    VERIFY_OUTCOME,
    /** Stops this stream; the connector's other streams go on. */
    PAUSE_STREAM,
    /** Stops all streams of the connector until a person has acted. */
    PAUSE_CONNECTOR,
    /** Ends the run where it stands; nothing of the page in hand is kept. */
    STOP
}
