/**
 * Schedules of streams: you CALL a scheduler to say how often a stream is run. Who writes a scheduler finds the rules that
 * all of them keep in {@link dev.integrationsdk.schedule.Timetable}.
 */
@NullMarked
package dev.integrationsdk.schedule;

import org.jspecify.annotations.NullMarked;
