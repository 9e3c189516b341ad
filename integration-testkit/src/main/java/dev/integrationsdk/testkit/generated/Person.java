package dev.integrationsdk.testkit.generated;

/**
 * An invented person. Immutable.
 *
 * @param email lower case ASCII, unique within a seed
 * @param phone international form with spaces
 */
public record Person(String givenName, String familyName, String email, String phone, String title) {}
