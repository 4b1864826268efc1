/** Jobs as the operator sees them: the list at the bottom of the window and one job's steps and log. Start at {@link dev.muster.app.job.JobsViewModel}. */
package dev.muster.app.job;
