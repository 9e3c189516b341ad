/** Scans of every kind, and what an operator does with them. */
@NullMarked
package dev.integrationsdk.scans;

import org.jspecify.annotations.NullMarked;
