package dev.muster.bridge.job;

import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;

/** Hears of jobs, on one thread, in order. What it throws is logged; while it blocks, nobody hears anything. */
public interface JobListener {
    /** A job came into being or changed. Changes that follow each other within 100 ms may come as one; the last always comes. */
    void onJob(Job job);

    /** A job's log has a new line. */
    void onLog(JobId job, LogLine line);
}
