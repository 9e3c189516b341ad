package dev.integrationsdk.letter;

/** What is kept of a record that could not be applied. */
public enum RecordsKept {
    /** Nothing but its id: it is tried again by reading it anew, or with attributes that somebody gives. */
    DROPPED,
    /** What came from the remote, encrypted under the library's encryption keys; at most 500,000 bytes of a record. */
    ENCRYPTED
}
