package dev.muster.bridge.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which slots the running steps of a job leave free. */
final class StepSlots {
    private final Plan plan;
    private final Map<String, Integer> free;

    StepSlots(Plan plan, StepThreads threads) {
        this.plan = plan;
        this.free = new HashMap<>(plan.limits().slots());
        threads.running().forEach(this::take);
    }

    private List<String> slots(int step) {
        return plan.steps().get(step).pace().slots();
    }

    /** Takes all slots of a step. */
    void take(int step) {
        slots(step).forEach(slot -> free.computeIfPresent(slot, (_, left) -> left - 1));
    }

    /** Whether each slot of a step is free. */
    boolean areFree(int step) {
        return slots(step).stream().allMatch(slot -> free.getOrDefault(slot, 1) > 0);
    }
}
