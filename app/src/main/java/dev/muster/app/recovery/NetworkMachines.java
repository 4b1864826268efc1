package dev.muster.app.recovery;

import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import java.util.List;
import java.util.stream.Stream;

/** The machines that are plugged into a network of a plan. */
final class NetworkMachines {
    private NetworkMachines() {}

    static List<PlanMachine> in(PlanSpec plan, String network) {
        return plan.items().stream()
                .filter(PlanMachine.class::isInstance)
                .map(PlanMachine.class::cast)
                .filter(machine ->
                        machine.nics().stream().anyMatch(nic -> nic.network().equals(network)))
                .toList();
    }

    /** Their keys, with the one that is chosen now, which may be none of them. */
    static List<String> keys(PlanSpec plan, String network, String now) {
        return Stream.concat(Stream.of(now), in(plan, network).stream().map(PlanMachine::key))
                .filter(key -> !key.isEmpty())
                .distinct()
                .toList();
    }
}
