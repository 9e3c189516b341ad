package dev.integrationsdk.push;

/**
 * How many rows are on their way to the remote. Immutable.
 *
 * @param waiting to be sent
 * @param sent whose outcome is not known yet
 * @param held not sent before somebody has done something
 */
public record PushBacklog(long waiting, long sent, long held) {}
