/**
 * Proof by force on the way to the database: connections cut and answers swallowed at every message, servers killed,
 * disks full, locks waited for in vain, and a session of another client for every transaction.
 */
@NullMarked
package dev.integrationsdk.proofs.cut;

import org.jspecify.annotations.NullMarked;
