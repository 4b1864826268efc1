package dev.muster.app.recovery.run;

import dev.muster.model.job.Job;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RunKind;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which plan a job runs, and what for. A job says neither but in its title.
 *
 * @param plan the plan
 * @param version its version, from 1
 * @param kind what for
 */
record RunOf(PlanId plan, long version, RunKind kind) {
    private static final Pattern TITLE = Pattern.compile(" plan ([a-z0-9-]{1,32}), version ([0-9]{1,18})$");
    private static final Map<String, RunKind> KINDS = Map.of(
            "recovery.test", RunKind.TEST,
            "recovery.recover", RunKind.RECOVERY,
            "recovery.recover-planned", RunKind.PLANNED,
            "recovery.failback", RunKind.FAILBACK);

    /** What that job runs; empty where it is something else. */
    static Optional<RunOf> of(Job job) {
        RunKind kind = KINDS.get(job.kind());
        Matcher title = TITLE.matcher(job.title());
        return kind == null || !title.find()
                ? Optional.empty()
                : Optional.of(new RunOf(PlanId.of(title.group(1)), Long.parseLong(title.group(2)), kind));
    }
}
