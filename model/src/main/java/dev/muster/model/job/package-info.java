/** Any work with a beginning and an end, as the operator sees it: a {@link dev.muster.model.job.Job} and its {@link dev.muster.model.job.Step}s. */
package dev.muster.model.job;
