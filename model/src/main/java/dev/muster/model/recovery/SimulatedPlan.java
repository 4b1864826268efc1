package dev.muster.model.recovery;

import dev.muster.model.inventory.HostId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan made ready to be simulated several times: items by their number in its order, times in milliseconds. */
final class SimulatedPlan {
    private static final Duration LONGEST = Duration.ofDays(1000);

    final PlanGraph graph;
    final int size;
    final Measure[] measures;
    final long[] restores;
    final long[] boots;
    final long[] delays;
    /** Whether it needs slots: machines that are not skipped do. */
    final boolean[] slots;

    final boolean[] skipped;
    /** Number of the host; 0 for those whose host is not decided. */
    final int[] hosts;
    /** By number; the first stands for the undecided ones. */
    final List<Optional<HostId>> hostIds = new ArrayList<>(List.of(Optional.empty()));

    SimulatedPlan(PlanSpec plan, Measures known, Map<String, String> answers) {
        graph = PlanGraph.of(plan);
        size = graph.items().size();
        measures = new Measure[size];
        restores = new long[size];
        boots = new long[size];
        delays = new long[size];
        slots = new boolean[size];
        skipped = new boolean[size];
        hosts = new int[size];
        Map<HostId, Integer> numbers = new HashMap<>();
        for (int item = 0; item < size; item++) {
            PlanItem one = graph.items().get(item);
            measures[item] = known.of(one);
            skipped[item] = isSkipped(one, answers);
            if (!skipped[item]) {
                restores[item] = millis(measures[item].restore());
                boots[item] = millis(measures[item].boot());
                delays[item] = millis(one.delay());
            }
            if (one instanceof PlanMachine machine) {
                slots[item] = !skipped[item];
                hosts[item] = machine.place()
                        .knownHost()
                        .map(host -> number(host, numbers))
                        .orElse(0);
            }
        }
    }

    private int number(HostId host, Map<HostId, Integer> numbers) {
        return numbers.computeIfAbsent(host, one -> {
            hostIds.add(Optional.of(one));
            return hostIds.size() - 1;
        });
    }

    /** An item is skipped where its prompt is answered otherwise or is skipped itself. */
    private boolean isSkipped(PlanItem item, Map<String, String> answers) {
        Optional<Choice> bound = item.onlyIf();
        // a chain longer than the plan goes round in a circle, which is a fault of its own
        for (int step = 0; bound.isPresent() && step < size; step++) {
            int index = graph.index(bound.get().prompt());
            if (index < 0 || !(graph.items().get(index) instanceof PlanPrompt prompt)) {
                return false;
            }
            String answer = answers.getOrDefault(prompt.key(), prompt.defaultChoice());
            if (!answer.equals(bound.get().choice())) {
                return true;
            }
            bound = prompt.onlyIf();
        }
        return false;
    }

    private static long millis(Duration time) {
        if (time.isNegative()) {
            return 0;
        }
        return time.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : time.toMillis();
    }
}
