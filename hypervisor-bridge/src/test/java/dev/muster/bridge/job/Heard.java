package dev.muster.bridge.job;

import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A listener that remembers what it was told. */
final class Heard implements JobListener {
    private final List<Job> jobs = new ArrayList<>();
    private final List<LogLine> lines = new ArrayList<>();

    @Override
    public synchronized void onJob(Job job) {
        jobs.add(job);
        notifyAll();
    }

    @Override
    public synchronized void onLog(JobId job, LogLine line) {
        lines.add(line);
    }

    synchronized List<Job> jobs() {
        return List.copyOf(jobs);
    }

    synchronized List<LogLine> lines() {
        return List.copyOf(lines);
    }

    /** The end of a job, as it was told. */
    Job end(JobId id) {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> jobs().stream()
                                .filter(job ->
                                        job.id().equals(id) && job.state().isEnded())
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }
}
