/**
 * Not for use. Writes what was done and what happened, in the transaction in which it did.
 */
@NullMarked
package dev.integrationsdk.internal.ledger;

import org.jspecify.annotations.NullMarked;
