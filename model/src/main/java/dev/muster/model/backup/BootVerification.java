package dev.muster.model.backup;

import dev.muster.model.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What came of booting a restore point.
 *
 * @param at when its gates were met, or were not waited for any longer
 * @param job by which job
 * @param problem why it does not count as booted, in a sentence; empty where it does
 * @param took from its start until then
 * @param evidence what each gate was met by
 * @param screen whether a picture of its screen is kept with it
 */
public record BootVerification(
        Instant at, JobId job, String problem, Duration took, List<String> evidence, boolean screen) {
    public BootVerification {
        evidence = List.copyOf(evidence);
    }

    /** Whether all its gates were met. */
    public boolean passed() {
        return problem.isEmpty();
    }
}
