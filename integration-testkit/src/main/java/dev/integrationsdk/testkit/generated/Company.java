package dev.integrationsdk.testkit.generated;

/**
 * An invented company. Immutable.
 *
 * @param domain lower case ASCII under {@code .example}, unique within a seed
 * @param city a real city of {@code country}, in its own alphabet
 */
public record Company(String name, String domain, String city, String country) {}
