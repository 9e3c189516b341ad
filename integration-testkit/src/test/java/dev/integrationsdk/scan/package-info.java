/** Scans of every kind, and what an operator does with them. */
@NullMarked
package dev.integrationsdk.scan;

import org.jspecify.annotations.NullMarked;
