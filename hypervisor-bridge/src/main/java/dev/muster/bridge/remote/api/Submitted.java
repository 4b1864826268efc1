package dev.muster.bridge.remote.api;

import dev.muster.model.job.JobId;

/** What a command became. */
public record Submitted(JobId job) {}
