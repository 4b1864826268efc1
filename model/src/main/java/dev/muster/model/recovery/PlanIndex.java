package dev.muster.model.recovery;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The parts of a plan by their names; the first where a faulty plan has several of one name. */
final class PlanIndex {
    private final PlanGraph graph;
    private final Map<String, RecoveryNetwork> networks = new HashMap<>();

    PlanIndex(PlanSpec plan) {
        graph = PlanGraph.of(plan);
        plan.networks().forEach(network -> networks.putIfAbsent(network.name(), network));
    }

    PlanGraph graph() {
        return graph;
    }

    Collection<RecoveryNetwork> networks() {
        return networks.values();
    }

    Optional<RecoveryNetwork> network(String name) {
        return Optional.ofNullable(networks.get(name));
    }

    /** Where the item with that key is in the order of the plan; -1 where there is none. */
    int position(String key) {
        return graph.index(key);
    }

    Optional<PlanItem> item(String key) {
        return position(key) < 0 ? Optional.empty() : Optional.of(graph.items().get(position(key)));
    }

    Optional<PlanMachine> machine(String key) {
        return item(key).filter(PlanMachine.class::isInstance).map(PlanMachine.class::cast);
    }

    Optional<PlanPrompt> prompt(String key) {
        return item(key).filter(PlanPrompt.class::isInstance).map(PlanPrompt.class::cast);
    }

    /** Whether two items are bound to different answers of one prompt, so that at least one of them is skipped. */
    static boolean exclusive(PlanItem one, PlanItem other) {
        return one.onlyIf().isPresent()
                && other.onlyIf().isPresent()
                && one.onlyIf().get().prompt().equals(other.onlyIf().get().prompt())
                && !one.onlyIf().get().choice().equals(other.onlyIf().get().choice());
    }
}
