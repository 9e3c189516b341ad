/**
 * How connectors are, and why they are not better: you call it, by hand and on a schedule.
 */
@NullMarked
package dev.integrationsdk.health;

import org.jspecify.annotations.NullMarked;
