package dev.muster.app.recovery.run;

import dev.muster.app.recovery.run.RunLine.Kind;
import dev.muster.app.recovery.run.RunLine.Status;
import dev.muster.model.job.Job;
import dev.muster.model.recovery.Forecast;
import dev.muster.model.recovery.Limits;
import dev.muster.model.recovery.Measures;
import dev.muster.model.recovery.PlanSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A run at one moment.
 *
 * @param job its job
 * @param of what it runs
 * @param spec what the plan says in that version, where that is known
 * @param lines its lines from top to bottom
 * @param standing how it stands as a whole
 * @param began when the first step was begun, else when it was asked for
 * @param elapsed from then until all items were over, or until {@code now}
 * @param objective how long it may take, where the plan says so
 * @param forecast how long it was to take, with the answers given so far
 * @param now when this is
 */
record RunPicture(
        Job job,
        RunOf of,
        Optional<PlanSpec> spec,
        List<RunLine> lines,
        Standing standing,
        Instant began,
        Duration elapsed,
        Optional<Duration> objective,
        Optional<Forecast> forecast,
        Instant now) {
    RunPicture {
        lines = List.copyOf(lines);
    }

    /** What there is to say of that job, which runs that. */
    static RunPicture of(Job job, RunOf of, Optional<PlanSpec> spec, Instant now) {
        Optional<Forecast> forecast =
                spec.map(plan -> Forecast.of(plan, Measures.NONE, Limits.of(plan), RunLines.answers(job)));
        List<RunLine> lines = new RunLines(job, spec, forecast, now).all();
        Instant began = job.started().orElse(job.created());
        Duration elapsed = Duration.between(began, until(job, lines, now));
        return new RunPicture(
                job,
                of,
                spec,
                lines,
                Standing.of(job, lines),
                began,
                elapsed.isNegative() ? Duration.ZERO : elapsed,
                spec.flatMap(PlanSpec::objective),
                forecast,
                now);
    }

    /** The objective is about the machines: what is done after the last is ready does not count. */
    private static Instant until(Job job, List<RunLine> lines, Instant now) {
        List<RunLine> items =
                lines.stream().filter(line -> line.kind().isItem()).toList();
        boolean over = items.stream().allMatch(line -> line.status().isOver());
        Optional<Instant> last = items.stream()
                .filter(line -> line.status() != Status.REMOVED)
                .flatMap(line -> line.step().ended().stream())
                .max(Comparator.naturalOrder());
        return over && last.isPresent() ? last.get() : job.ended().orElse(now);
    }

    /** Whether it takes longer than it may. */
    boolean isLate() {
        return objective.filter(most -> elapsed.compareTo(most) > 0).isPresent();
    }

    /** How many machines are part of it. */
    int machines() {
        return Standing.count(lines, false);
    }

    /** How many of them are ready. */
    int ready() {
        return Standing.count(lines, true);
    }

    /** How many of its items stand so. */
    int count(Status status) {
        return (int) lines.stream()
                .filter(line -> line.kind().isItem() && line.status() == status)
                .count();
    }

    /** The machines that something was begun with. */
    List<String> begun() {
        return lines.stream()
                .filter(line -> line.kind() == Kind.MACHINE && line.began().isPresent())
                .map(RunLine::title)
                .toList();
    }

    /** The line with that id. */
    Optional<RunLine> line(String id) {
        return lines.stream().filter(line -> line.id().equals(id)).findFirst();
    }
}
