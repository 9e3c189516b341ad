/**
 * Records that could not be applied, and those that wait for others: what the host CALLS to see and mend them.
 */
@NullMarked
package dev.integrationsdk.letter;

import org.jspecify.annotations.NullMarked;
