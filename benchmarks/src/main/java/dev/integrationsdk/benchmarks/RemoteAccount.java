package dev.integrationsdk.benchmarks;

/**
 * An account of the simulated remote. Immutable.
 *
 * @param baseUrl where the remote listens, without a slash at its end
 * @param token what opens the account
 */
record RemoteAccount(String baseUrl, String token) {}
