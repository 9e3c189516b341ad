package dev.integrationsdk.spi.error;

import static dev.integrationsdk.spi.error.Disposition.PAUSE_CONNECTOR;
import static dev.integrationsdk.spi.error.Disposition.PAUSE_STREAM;
import static dev.integrationsdk.spi.error.Disposition.REJECT_RECORD;
import static dev.integrationsdk.spi.error.Disposition.RESTART_SCAN;
import static dev.integrationsdk.spi.error.Disposition.RETRY;
import static dev.integrationsdk.spi.error.Disposition.RETRY_AT;
import static dev.integrationsdk.spi.error.Disposition.STOP;
import static dev.integrationsdk.spi.error.Disposition.VERIFY_OUTCOME;

/**
 * The only list of errors there is. A code is stable: it is stored, counted and shown.
 *
 * <p>Adapters choose the code; the code decides what the engine does and what a person is told.
 */
public enum ErrorCode {
    AUTHENTICATION_FAILED(
            ErrorClass.AUTHENTICATION,
            PAUSE_CONNECTOR,
            false,
            "Check the connector's credentials: they were refused. Renew them, then run again."),
    REAUTHORIZATION_REQUIRED(
            ErrorClass.AUTHENTICATION,
            PAUSE_CONNECTOR,
            false,
            "Connect the connector again: the remote no longer accepts what it was given when it was connected."),
    CREDENTIALS_MISSING(
            ErrorClass.AUTHENTICATION,
            PAUSE_CONNECTOR,
            false,
            "Give the connector its secrets: a reference in its configuration, or ones that the library keeps."),
    PERMISSION_DENIED(
            ErrorClass.AUTHORIZATION,
            PAUSE_STREAM,
            false,
            "Grant the connector's account what the message names, then run again."),
    RATE_LIMITED(
            ErrorClass.RATE_LIMIT,
            RETRY_AT,
            false,
            "Nothing to do: the run goes on when the remote allows it. If it happens daily, lower the poll rate."),
    SERVICE_UNAVAILABLE(
            ErrorClass.SERVICE_UNAVAILABLE,
            RETRY,
            true,
            "Nothing to do at first: the remote is down or overloaded. If it lasts, look at its status page."),
    NETWORK_FAILED(
            ErrorClass.NETWORK,
            RETRY,
            true,
            "Check that the host can reach the remote's address: name, port, proxy, firewall, certificate."),
    TIMED_OUT(
            ErrorClass.TIMEOUT,
            RETRY,
            true,
            "The remote did not answer in time. If it lasts, ask for smaller pages or a longer deadline."),
    OUTCOME_UNKNOWN(
            ErrorClass.TIMEOUT,
            VERIFY_OUTCOME,
            true,
            "The write may have taken effect: look at the record over there before repeating it."),
    INVALID_CONFIGURATION(
            ErrorClass.INVALID_CONFIGURATION,
            PAUSE_CONNECTOR,
            false,
            "Correct the settings that the message names, then run again."),
    CREDENTIALS_UNREADABLE(
            ErrorClass.INVALID_CONFIGURATION,
            PAUSE_CONNECTOR,
            false,
            "Give every process the encryption key that the message names. If the key is there, somebody has changed the"
                    + " stored row: disconnect the connector and connect it again."),
    UNSUPPORTED(
            ErrorClass.INVALID_CONFIGURATION,
            PAUSE_STREAM,
            false,
            "This system cannot do what was asked: choose another entity type, scan kind or capability."),
    INVALID_PAYLOAD(
            ErrorClass.INVALID_PAYLOAD,
            PAUSE_STREAM,
            true,
            "The remote or the adapter answered against its contract: nothing of the page was kept. Report it with the"
                    + " correlation id, then run again."),
    RECORD_REJECTED(
            ErrorClass.INVALID_PAYLOAD,
            REJECT_RECORD,
            false,
            "Correct the record at its source; the next run that reads it applies it."),
    MAPPING_FAILED(
            ErrorClass.MAPPING,
            REJECT_RECORD,
            false,
            "Correct the record at its source, or the field mapping; the next run that reads it applies it."),
    HANDLER_REJECTED(
            ErrorClass.MAPPING,
            REJECT_RECORD,
            false,
            "The host refused the record: the message says why. Correct the record or the host's rule."),
    HANDLER_FAILED(
            ErrorClass.MAPPING,
            REJECT_RECORD,
            false,
            "The host's handler or one of its constraints failed on this record: see the cause in the log under the"
                    + " correlation id, correct the record or the handler."),
    TOO_MANY_DEAD_LETTERS(
            ErrorClass.MAPPING,
            PAUSE_STREAM,
            false,
            "Mend the cause that most dead letters have, and retry or discard them: the entity type goes on once fewer are"
                    + " open than the host allows."),
    AMBIGUOUS_MATCH(
            ErrorClass.CONFLICT,
            REJECT_RECORD,
            false,
            "Several host rows match this record: merge them, or make the match stricter."),
    CONFLICT(
            ErrorClass.CONFLICT,
            REJECT_RECORD,
            false,
            "Both sides hold something else: decide which one counts, then retry the record."),
    NOT_FOUND(
            ErrorClass.NOT_FOUND,
            PAUSE_STREAM,
            false,
            "What was asked for is not there: check the base URL, the base DN or the entity type."),
    UNKNOWN_CONNECTOR(
            ErrorClass.NOT_FOUND,
            STOP,
            false,
            "Check tenant and connector: there is none of this name that you may see or do this with."),
    CONNECTOR_CHANGED(
            ErrorClass.CONFLICT,
            STOP,
            false,
            "Somebody has changed the connector meanwhile: read it again, and make your change on what it is now."),
    SWITCHED_OFF(
            ErrorClass.CANCELLED,
            STOP,
            false,
            "Nothing was sent: the connector or this direction of it is turned off or paused. Turn it on, or resume it."),
    OVERLOADED(
            ErrorClass.RATE_LIMIT,
            RETRY_AT,
            false,
            "Nothing was sent: more calls are waiting than the connector's limits let through. Raise them, or call less."),
    CIRCUIT_OPEN(
            ErrorClass.SERVICE_UNAVAILABLE,
            RETRY_AT,
            false,
            "Nothing was sent: the remote failed too often in a row. It is tried again by itself; look at the failures before."),
    CURSOR_EXPIRED(
            ErrorClass.INVALID_PAYLOAD,
            RESTART_SCAN,
            false,
            "Nothing to do: the scan goes on from its durable position."),
    STORE_CONFLICT(
            ErrorClass.STORE,
            RETRY,
            false,
            "Nothing to do: another worker wrote the same rows, the page is applied again."),
    STORE_UNAVAILABLE(
            ErrorClass.STORE,
            RETRY,
            false,
            "Check the host's database: it could not be reached, or it has no room left or takes no writes. The checkpoint"
                    + " stands before the page; run again."),
    STORE_FAILED(
            ErrorClass.STORE,
            STOP,
            false,
            "The host's database refused a statement of the library: check the schema and its version."),
    COMMIT_UNKNOWN(
            ErrorClass.COMMIT_UNKNOWN,
            RETRY,
            true,
            "Nothing to do: the next transaction reads back whether the page was committed."),
    ALREADY_RUNNING(
            ErrorClass.LEASE_LOST,
            STOP,
            false,
            "Another worker runs this stream. Wait for it, or for its lease to run out."),
    LEASE_LOST(
            ErrorClass.LEASE_LOST,
            STOP,
            false,
            "Another worker has taken over this stream and applies the page in hand again."),
    CANCELLED(ErrorClass.CANCELLED, STOP, false, "The run was asked to stop. Run again to go on."),
    ADAPTER_DEFECT(
            ErrorClass.DEFECT,
            PAUSE_STREAM,
            true,
            "The adapter failed in a way it does not declare: report it with the correlation id."),
    ENGINE_DEFECT(
            ErrorClass.DEFECT,
            STOP,
            false,
            "The library failed: report it with the correlation id. The checkpoint stands before the page in hand.");

    private final ErrorClass errorClass;
    private final Disposition disposition;
    private final boolean mayHaveTakenEffect;
    private final String remedy;

    ErrorCode(ErrorClass errorClass, Disposition disposition, boolean mayHaveTakenEffect, String remedy) {
        this.errorClass = errorClass;
        this.disposition = disposition;
        this.mayHaveTakenEffect = mayHaveTakenEffect;
        this.remedy = remedy;
    }

    public ErrorClass errorClass() {
        return errorClass;
    }

    public Disposition disposition() {
        return disposition;
    }

    /** Whether a write that ended so may have been carried out all the same. */
    public boolean mayHaveTakenEffect() {
        return mayHaveTakenEffect;
    }

    /** What a person should do, in one or two sentences. */
    public String remedy() {
        return remedy;
    }
}
