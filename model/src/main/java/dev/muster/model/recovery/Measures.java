package dev.muster.model.recovery;

import java.time.Duration;
import java.util.Map;

/**
 * How long the items of a plan take. What was measured counts; else the operator's estimate; else a default. A prompt that was
 * not measured takes no time.
 *
 * @param measured by key; may have keys that the plan does not have
 */
public record Measures(Map<String, Measure> measured) {
    /** Nothing was measured. */
    public static final Measures NONE = new Measures(Map.of());

    /** The default until a machine is started: it reads from its restore point, so that nothing is copied before. */
    public static final Duration ASSUMED_RESTORE = Duration.ofSeconds(10);

    /** The default until the gates of a machine that has some are met. */
    public static final Duration ASSUMED_BOOT = Duration.ofSeconds(60);

    private static final Measure ANSWERED = new Measure(Duration.ZERO, Duration.ZERO, new Basis.Unattended());

    public Measures {
        measured = Map.copyOf(measured);
    }

    /** How long that item takes. */
    public Measure of(PlanItem item) {
        Measure known = measured.get(item.key());
        if (known != null) {
            return known;
        }
        return switch (item) {
            case PlanPrompt _ -> ANSWERED;
            case PlanMachine machine ->
                machine.estimate().map(Measures::estimated).orElseGet(() -> assumed(machine));
        };
    }

    /** The operator says the whole; the default of the restore is taken off where it fits. */
    private static Measure estimated(Duration whole) {
        Duration restore = whole.compareTo(ASSUMED_RESTORE) < 0 ? whole : ASSUMED_RESTORE;
        return new Measure(restore, whole.minus(restore), new Basis.Estimated());
    }

    private static Measure assumed(PlanMachine machine) {
        Duration boot = machine.readiness().gates().isEmpty() ? Duration.ZERO : ASSUMED_BOOT;
        return new Measure(ASSUMED_RESTORE, boot, new Basis.Assumed());
    }
}
