package dev.muster.app.recovery;

import dev.muster.app.i18n.Texts;
import dev.muster.model.recovery.PlanFault;
import java.util.ArrayList;
import java.util.List;

/** The faults of what is selected; each is told once, at its field, or else below the title. */
final class FieldFaults {
    private final String base;
    private final List<PlanFault> left;
    private final Texts texts;

    /**
     * The faults of one thing.
     *
     * @param base its path; empty for the plan
     */
    FieldFaults(String base, List<PlanFault> faults, Texts texts) {
        this.base = base;
        this.left = new ArrayList<>(faults);
        this.texts = texts;
    }

    /** Takes those at a path below it or deeper. */
    List<String> take(String path) {
        if (path.isEmpty()) {
            return List.of();
        }
        String whole = base.isEmpty() ? path : base + "." + path;
        List<PlanFault> found = left.stream()
                .filter(fault -> fault.path().equals(whole)
                        || fault.path().startsWith(whole + ".")
                        || fault.path().startsWith(whole + "["))
                .toList();
        left.removeAll(found);
        return say(found);
    }

    /** Those that no field told. */
    List<String> rest() {
        return say(left);
    }

    private List<String> say(List<PlanFault> faults) {
        return faults.stream().map(PlanFault::text).map(texts::say).toList();
    }
}
