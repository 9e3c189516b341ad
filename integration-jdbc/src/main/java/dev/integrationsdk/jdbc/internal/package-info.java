/**
 * How the repositories talk to a database: one class for each table, one for each dialect. Neither called nor
 * implemented from outside this module; it may change in any release.
 *
 * <p>SQL stands whole next to its method. The table prefix and the few expressions that a dialect supplies are put into
 * it once, at construction.
 */
@NullMarked
package dev.integrationsdk.jdbc.internal;

import org.jspecify.annotations.NullMarked;
