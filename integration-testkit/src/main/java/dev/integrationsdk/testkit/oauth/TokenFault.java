package dev.integrationsdk.testkit.oauth;

/** What goes wrong with one token request. */
public enum TokenFault {
    /** Refused with 503; nothing was done. */
    DOWN,
    /** Done, and the connection is cut before the answer. */
    ANSWER_LOST,
    /** Done, and half of the answer comes. */
    ANSWER_CUT,
    /** The page of a proxy with status 200; nothing was done. */
    HTML,
    /** A JSON answer without an access token; nothing was done. */
    NO_TOKEN
}
