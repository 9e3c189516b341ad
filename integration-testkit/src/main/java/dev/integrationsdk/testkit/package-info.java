/**
 * For those who test: you call these types in place of a database, a system and a clock.
 *
 * <p>Nothing here needs a test framework, and nothing here is for production.
 */
@NullMarked
package dev.integrationsdk.testkit;

import org.jspecify.annotations.NullMarked;
