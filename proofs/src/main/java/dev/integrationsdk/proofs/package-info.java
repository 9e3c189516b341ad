/**
 * Proof by force: a small host on a real database, and programs that kill, freeze, double and deceive its processes. You
 * RUN them; {@code docs/proofs.md} says how. Not published.
 */
@NullMarked
package dev.integrationsdk.proofs;

import org.jspecify.annotations.NullMarked;
