package dev.muster.bridge.job;

import dev.muster.model.job.StepState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** In which order steps may run and are taken back. */
final class StepOrder {
    private StepOrder() {}

    /**
     * Refuses steps that could never all run.
     *
     * @throws IllegalArgumentException a step waits for one that is not there, or they wait for each other
     */
    static void check(List<StepDefinition> steps) {
        int[] open = new int[steps.size()];
        List<List<Integer>> dependents = new ArrayList<>();
        steps.forEach(step -> dependents.add(new ArrayList<>()));
        for (int i = 0; i < steps.size(); i++) {
            for (int before : new HashSet<>(steps.get(i).after())) {
                if (before < 0 || before >= steps.size()) {
                    throw new IllegalArgumentException(
                            "step " + i + " waits for step " + before + ", which is not there");
                }
                dependents.get(before).add(i);
                open[i]++;
            }
        }
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < open.length; i++) {
            if (open[i] == 0) {
                ready.add(i);
            }
        }
        int reached = 0;
        while (!ready.isEmpty()) {
            reached++;
            for (int next : dependents.get(ready.remove())) {
                if (--open[next] == 0) {
                    ready.add(next);
                }
            }
        }
        if (reached < steps.size()) {
            throw new IllegalArgumentException("steps wait for each other");
        }
    }

    /** Whether all that a step waits for is done or was waived. */
    static boolean ready(StepRow step, List<StepRow> all) {
        return step.state() == StepState.WAITING
                && step.after().stream()
                        .allMatch(before -> all.get(before).state().isPassed());
    }

    /** Waiting steps that can never run, because something before them failed or is itself among them. */
    static List<StepRow> unreachable(List<StepRow> all) {
        Set<Integer> dead = new HashSet<>();
        boolean grew = true;
        while (grew) {
            grew = false;
            for (StepRow step : all) {
                if (step.state() == StepState.WAITING
                        && step.after().stream()
                                .anyMatch(before -> dead.contains(before)
                                        || all.get(before).state() == StepState.FAILED
                                        || all.get(before).state() == StepState.SKIPPED)) {
                    grew |= dead.add(step.index());
                }
            }
        }
        return all.stream().filter(step -> dead.contains(step.index())).toList();
    }

    /** What there is to take back, the last begun first; since a step begins after those it waits for, it goes before them. */
    static List<StepRow> toUndo(List<StepRow> all) {
        return all.stream()
                .filter(StepRow::undoable)
                .sorted(Comparator.comparingInt((StepRow step) -> step.begun()).reversed())
                .toList();
    }
}
