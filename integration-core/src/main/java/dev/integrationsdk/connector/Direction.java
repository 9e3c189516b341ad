package dev.integrationsdk.connector;

/** Which way records and calls go. Each has its own switch, credentials, checkpoints and pause. */
public enum Direction {
    /** From the remote to the host: scans, webhooks, queries. */
    PULL,
    /** From the host to the remote: pushes, commands, notifications. */
    PUSH
}
