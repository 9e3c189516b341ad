package dev.integrationsdk.review;

/** Why a person is asked. */
public enum ReviewKind {
    /** Several of the host's rows match a record that is new here. */
    SEVERAL_MATCHES,
    /** A record would take over a row that belongs to another record, or did. */
    TAKEN_ROW,
    /** A value that the field mapping does not know; the least-privileged one stands meanwhile. */
    UNKNOWN_VALUE,
    /** Both sides have changed the same field. */
    CONFLICT,
    /** Many records, or all, were not listed any more. */
    MASS_DELETION,
    /** A record is gone, and the policy is to ask. */
    DELETION,
    /** Nobody knows whether a record was written to the remote. */
    UNKNOWN_OUTCOME,
    /** A rule of the host's own holds the change back, such as that somebody must remain who may administer. */
    HOST_RULE
}
