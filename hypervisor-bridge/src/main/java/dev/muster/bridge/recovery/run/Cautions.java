package dev.muster.bridge.recovery.run;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.recovery.Forecast;
import dev.muster.model.recovery.Health;
import dev.muster.model.recovery.Limits;
import dev.muster.model.recovery.MachineRun;
import dev.muster.model.recovery.PlanFinding;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import dev.muster.model.recovery.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What does not keep a plan from being run and should be known before: age of points and of the last test, time against objectives. */
final class Cautions {
    private final RunGround ground;
    private final SavedPlan plan;
    private final Decided decided;

    Cautions(RunGround ground, SavedPlan plan, Decided decided) {
        this.ground = ground;
        this.plan = plan;
        this.decided = decided;
    }

    List<PlanFinding> findings() {
        List<PlanFinding> all = new ArrayList<>(old());
        tested().ifPresent(problem -> all.add(caution("", problem)));
        slow().ifPresent(problem -> all.add(caution("", problem)));
        return all;
    }

    private static PlanFinding caution(String item, Problem problem) {
        return new PlanFinding(Health.WARNING, item, problem);
    }

    private List<PlanFinding> old() {
        List<PlanFinding> all = new ArrayList<>();
        Instant now = ground.clock().instant();
        plan.spec()
                .ageObjective()
                .ifPresent(limit -> decided.machines().forEach((key, machine) -> {
                    Duration age = Duration.between(machine.captured(), now);
                    if (age.compareTo(limit) > 0) {
                        all.add(caution(
                                key,
                                Problem.of(
                                        ErrorCode.PLAN_NOT_READY,
                                        key + " comes from a restore point that is " + words(age)
                                                + " old; the objective is " + words(limit) + ".",
                                        "What was written since would be lost.",
                                        "Back it up, or look why its schedule does not.")));
                    }
                }));
        return all;
    }

    /** Until when the last test that succeeded counts; empty where it does not. */
    Optional<Instant> verifiedUntil() {
        return ground.runs()
                .lastGoodTest(plan.plan())
                .filter(_ -> tested().isEmpty())
                .map(run -> ended(run).plus(plan.spec().testValidity()));
    }

    private static Instant ended(RunRecord run) {
        return run.summary().ended().orElse(run.summary().begun());
    }

    private Optional<Problem> tested() {
        Optional<RunRecord> found = ground.runs().lastGoodTest(plan.plan());
        if (found.isEmpty()) {
            return Optional.of(untested("The plan was never tested with success."));
        }
        RunRecord last = found.get();
        if (last.summary().version() != plan.version()) {
            return Optional.of(untested("The last test that succeeded was of version "
                    + last.summary().version() + "; this is version " + plan.version() + "."));
        }
        Duration age = Duration.between(ended(last), ground.clock().instant());
        if (age.compareTo(plan.spec().testValidity()) > 0) {
            return Optional.of(untested("The last test that succeeded is " + words(age) + " old; a test counts for "
                    + words(plan.spec().testValidity()) + "."));
        }
        List<String> changed = last.machines().stream()
                .filter(machine -> !machine.shape().isEmpty())
                .filter(machine -> plan.spec()
                        .item(machine.key())
                        .filter(PlanMachine.class::isInstance)
                        .map(PlanMachine.class::cast)
                        .map(item -> Shape.of(ground.lookup().image(), item))
                        .filter(now -> !now.isEmpty() && !now.equals(machine.shape()))
                        .isPresent())
                .map(MachineRun::key)
                .toList();
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(untested(
                        "Since the last test that succeeded other hardware has " + String.join(", ", changed) + "."));
    }

    private static Problem untested(String what) {
        return Problem.of(
                ErrorCode.PLAN_NOT_READY,
                what,
                "Whether the machines come up by it is not known.",
                "Run it as a test.");
    }

    private Optional<Problem> slow() {
        Duration expected = Forecast.of(plan.spec(), ground.runs().measures(plan.plan()), Limits.of(plan.spec()))
                .total();
        return plan.spec()
                .objective()
                .filter(limit -> expected.compareTo(limit) > 0)
                .map(limit -> Problem.of(
                        ErrorCode.PLAN_NOT_READY,
                        "A recovery is expected to take " + words(expected) + "; the objective is " + words(limit)
                                + ".",
                        "The machines come up, and later than they should.",
                        "Look at the forecast for what decides the time."));
    }

    /** Such as {@code 3 d} or {@code 40 min}. */
    private static String words(Duration time) {
        if (time.toDays() >= 2) {
            return time.toDays() + " d";
        }
        if (time.toHours() >= 2) {
            return time.toHours() + " h";
        }
        return Math.max(1, time.toMinutes()) + " min";
    }
}
