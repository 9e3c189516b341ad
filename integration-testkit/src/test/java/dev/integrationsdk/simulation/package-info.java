/** The engine under random schedules of edits, faults and crashes, in virtual time. */
@NullMarked
package dev.integrationsdk.simulation;

import org.jspecify.annotations.NullMarked;
