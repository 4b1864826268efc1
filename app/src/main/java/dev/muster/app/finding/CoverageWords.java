package dev.muster.app.finding;

import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.finding.CoverageMap;
import dev.muster.model.finding.CoverageMap.Coverage;
import dev.muster.model.finding.CoverageMap.Exercise;
import dev.muster.model.finding.CoverageMap.FunctionCoverage;
import dev.muster.model.finding.CoverageMap.PlanExercise;
import dev.muster.model.recovery.PlanId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The coverage of functions in the operator's words. */
final class CoverageWords {
    private final Texts texts;
    private final FindingWords words;

    CoverageWords(Texts texts) {
        this.texts = texts;
        this.words = new FindingWords(texts);
    }

    /** The worst first. */
    static Comparator<FunctionCoverage> functions() {
        return Comparator.comparing(FunctionCoverage::state).reversed().thenComparing(FunctionCoverage::function);
    }

    /** What is due first, first; what never succeeded before all. */
    static Comparator<PlanExercise> plans() {
        return Comparator.comparing((PlanExercise plan) -> plan.due().orElse(Instant.MIN))
                .thenComparing(plan -> plan.plan().text());
    }

    static Tone tone(Coverage state) {
        return switch (state) {
            case EXERCISED -> Tone.GOOD;
            case PARTLY, LONG_AGO -> Tone.WARNING;
            case NEVER, NO_PLAN -> Tone.BAD;
        };
    }

    String state(Coverage state) {
        return switch (state) {
            case EXERCISED -> texts.get("finding.coverage.exercised");
            case PARTLY -> texts.get("finding.coverage.partly");
            case LONG_AGO -> texts.get("finding.coverage.long-ago");
            case NEVER -> texts.get("finding.coverage.never");
            case NO_PLAN -> texts.get("finding.coverage.no-plan");
        };
    }

    /** Returns how many functions were exercised, and how many not and why, in one sentence. */
    String summary(CoverageMap map, int months) {
        if (map.functions().isEmpty()) {
            return texts.get("finding.coverage.no-vms");
        }
        List<String> parts = new ArrayList<>();
        parts.add(texts.get(
                "finding.coverage.summary",
                count(map, Coverage.EXERCISED),
                map.functions().size(),
                months));
        part(parts, "finding.coverage.summary.partly", count(map, Coverage.PARTLY));
        part(parts, "finding.coverage.summary.long-ago", count(map, Coverage.LONG_AGO));
        part(parts, "finding.coverage.summary.never", count(map, Coverage.NEVER));
        part(parts, "finding.coverage.summary.no-plan", count(map, Coverage.NO_PLAN));
        return String.join("; ", parts) + ".";
    }

    private void part(List<String> parts, String key, long count) {
        if (count > 0) {
            parts.add(texts.get(key, count));
        }
    }

    private static long count(CoverageMap map, Coverage state) {
        return map.functions().stream().filter(one -> one.state() == state).count();
    }

    /** Returns the last exercise of a function: what it was, of which plan, how long ago. */
    String last(Optional<Exercise> last) {
        return last.map(exercise -> texts.get(
                        "finding.coverage.last",
                        words.kind(exercise.kind()),
                        exercise.plan().text(),
                        words.ago(exercise.at())))
                .orElse("–");
    }

    /** Returns the last run of a plan: what it was and how long ago. */
    String run(Optional<Exercise> last) {
        return last.map(exercise ->
                        texts.get("finding.coverage.run", words.kind(exercise.kind()), words.ago(exercise.at())))
                .orElseGet(() -> texts.get("finding.coverage.run.never"));
    }

    /** Returns when that was, to the second. */
    String when(Optional<Exercise> last) {
        return last.map(exercise -> words.full(exercise.at())).orElseGet(() -> run(last));
    }

    String plans(List<PlanId> plans) {
        return plans.isEmpty() ? "–" : plans.stream().map(PlanId::text).collect(Collectors.joining(", "));
    }

    static Tone tone(PlanExercise plan, Instant now) {
        return plan.isDue(now) ? Tone.WARNING : Tone.GOOD;
    }

    /** Returns when a plan is due next. */
    String due(PlanExercise plan, Instant now) {
        return plan.due()
                .map(due -> texts.get(
                        plan.isDue(now) ? "finding.coverage.overdue" : "finding.coverage.due",
                        LocalDate.ofInstant(due, ZoneId.systemDefault()).toString(),
                        Amounts.rough(Duration.between(due, now).abs())))
                .orElseGet(() -> texts.get("finding.coverage.now"));
    }
}
