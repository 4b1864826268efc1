/**
 * Schedules: commands that are submitted by the calendar, each run once.
 * {@link dev.muster.bridge.schedule.ScheduleFeature} puts it together; {@link dev.muster.bridge.schedule.ScheduleRunner} does it.
 */
package dev.muster.bridge.schedule;
