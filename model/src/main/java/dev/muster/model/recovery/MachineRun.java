package dev.muster.model.recovery;

import dev.muster.model.backup.PointId;
import dev.muster.model.job.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One machine of a run.
 *
 * @param key its key in the plan
 * @param vm what it is called while it is there
 * @param point what it came from
 * @param captured the instant its disks are of
 * @param state where its step stands or ended
 * @param begun when it was begun
 * @param started when it was started
 * @param ready when all its gates were met and its commands had ended; empty where they were not
 * @param attempts how often it was tried
 * @param evidence what each gate was met by, such as {@code tcp:80: 10.7.0.10:80 accepted a connection}
 * @param shape what its source had then: processors/bytes of memory/disks/NICs; empty where it was not known
 * @param note why it is not there, or was left out; may be empty
 */
public record MachineRun(
        String key,
        String vm,
        PointId point,
        Instant captured,
        StepState state,
        Optional<Instant> begun,
        Optional<Instant> started,
        Optional<Instant> ready,
        int attempts,
        List<String> evidence,
        String shape,
        String note) {
    public MachineRun {
        evidence = List.copyOf(evidence);
    }

    /** From its begin until it was ready. */
    public Optional<Duration> took() {
        return begun.flatMap(from -> ready.map(until -> Duration.between(from, until)));
    }

    /** How long it took until it was started and from then until it was ready; empty where it was not. */
    public Optional<Measure> measure() {
        return begun.flatMap(from -> started.flatMap(middle -> ready.map(until ->
                new Measure(Duration.between(from, middle), Duration.between(middle, until), new Basis.Measured(1)))));
    }
}
