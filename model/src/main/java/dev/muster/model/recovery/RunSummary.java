package dev.muster.model.recovery;

import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One run of a plan without its machines.
 *
 * @param job the job it is
 * @param run a word that no other run has
 * @param plan the plan
 * @param version its version
 * @param kind test or recovery
 * @param by the name of who ran it
 * @param begun when
 * @param ended when; empty while it goes on
 * @param result what came of it
 * @param objective the plan's recovery time objective as it stood then
 * @param recoveryTime from its begin until the last of the machines was ready; empty where none was
 * @param machines how many machines the plan had
 * @param ready how many of them became ready
 * @param isolation of a test, what was seen on other links, in words; empty where nothing was
 * @param warnings what an operator has to know about it beyond its steps, such as a source that could not be fenced
 * @param problem why it did not come to its end
 * @param standing whether its machines are there
 * @param decideBy of a recovery, when a time limit decides about it
 * @param outcome what was decided about it
 */
public record RunSummary(
        JobId job,
        String run,
        PlanId plan,
        long version,
        RunKind kind,
        String by,
        Instant begun,
        Optional<Instant> ended,
        RunResult result,
        Optional<Duration> objective,
        Optional<Duration> recoveryTime,
        int machines,
        int ready,
        String isolation,
        List<String> warnings,
        Optional<Problem> problem,
        boolean standing,
        Optional<Instant> decideBy,
        Optional<RunOutcome> outcome) {
    public RunSummary {
        warnings = List.copyOf(warnings);
        // runs that were kept before there was anything to decide
        decideBy = Objects.requireNonNullElse(decideBy, Optional.empty());
        outcome = Objects.requireNonNullElse(outcome, Optional.empty());
    }

    /** Whether it was ready within its objective; empty where it had none, or no machine was ready. */
    public Optional<Boolean> inTime() {
        return recoveryTime.flatMap(took -> objective.map(limit -> took.compareTo(limit) <= 0));
    }

    /** The same run, standing or not, decided about or not. */
    public RunSummary withStanding(boolean stands, Optional<Instant> limit, Optional<RunOutcome> decided) {
        return new RunSummary(
                job,
                run,
                plan,
                version,
                kind,
                by,
                begun,
                ended,
                result,
                objective,
                recoveryTime,
                machines,
                ready,
                isolation,
                warnings,
                problem,
                stands,
                limit,
                decided);
    }
}
