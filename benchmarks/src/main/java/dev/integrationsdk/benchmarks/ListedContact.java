package dev.integrationsdk.benchmarks;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A contact as the hand-written loop reads it. Immutable.
 *
 * @param version the modified date as it was sent
 * @param modifiedAt the same in UTC
 * @param high of the hash of the values
 * @param low of the hash of the values
 */
record ListedContact(
        String externalId,
        @Nullable String email,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String phone,
        String version,
        LocalDateTime modifiedAt,
        long high,
        long low)
        implements HostContacts.Row {}
