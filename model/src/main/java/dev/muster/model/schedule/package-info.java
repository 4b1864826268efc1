/**
 * Schedules: commands that are submitted by the calendar. Start reading at {@link dev.muster.model.schedule.Schedule}.
 */
@org.jspecify.annotations.NullMarked
package dev.muster.model.schedule;
