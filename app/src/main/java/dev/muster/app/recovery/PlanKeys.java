package dev.muster.app.recovery;

import dev.muster.model.inventory.Vm;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes keys for what is put into a plan, from what it is called. */
final class PlanKeys {
    private static final int LONGEST = 64;

    private PlanKeys() {}

    /** Machines for these VMs, with keys that the plan does not have. */
    static List<PlanMachine> machines(PlanSpec plan, Collection<Vm> vms) {
        Set<String> taken = new HashSet<>();
        plan.items().stream().map(PlanItem::key).forEach(taken::add);
        List<PlanMachine> machines = new ArrayList<>();
        for (Vm vm : vms) {
            machines.add(PlanMachine.of(key(vm.name(), taken), new MachineSource.OfVm(vm.id(), vm.name())));
        }
        return machines;
    }

    /** A key like that name which is not among those taken, and is from now on. */
    static String key(String name, Set<String> taken) {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String stem = plain.isEmpty() ? "item" : plain.substring(0, Math.min(plain.length(), LONGEST - 5));
        String key = stem;
        for (int number = 2; !taken.add(key); number++) {
            key = stem + "-" + number;
        }
        return key;
    }
}
