/**
 * Transactions of a host that uses Jakarta Persistence without Spring. You CALL it. Needs jakarta.persistence-api 3.2 or
 * newer, which the host brings along; nothing else of the library does.
 */
@NullMarked
package dev.integrationsdk.jdbc.jpa;

import org.jspecify.annotations.NullMarked;
