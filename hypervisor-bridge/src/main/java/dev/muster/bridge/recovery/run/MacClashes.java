package dev.muster.bridge.recovery.run;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.Vm;
import dev.muster.model.recovery.Health;
import dev.muster.model.recovery.PlanFinding;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RunKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** MAC addresses that would be there twice. */
final class MacClashes {
    private MacClashes() {}

    /**
     * Those of a plan's machines: two of them cannot both run, and VMs beside a recovery may be in the way.
     *
     * @param machines each machine by its key
     * @param vms all that are known
     */
    static List<PlanFinding> of(
            RunKind kind, PlanSpec spec, Map<String, Decided.Machine> machines, Collection<Vm> vms) {
        List<PlanFinding> all = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        Set<UUID> replaced = new HashSet<>();
        Decided.machines(spec).forEach(machine -> replaced.add(machine.source().uuid()));
        for (var machine : Decided.machines(spec)) {
            Decided.Machine decided = machines.get(machine.key());
            for (String mac : decided == null ? List.<String>of() : decided.macs()) {
                String other = owners.putIfAbsent(mac.toLowerCase(Locale.ROOT), machine.key());
                if (other != null && !other.equals(machine.key())) {
                    all.add(new PlanFinding(
                            Health.CRITICAL,
                            machine.key(),
                            Problem.of(
                                    ErrorCode.PLAN_NOT_READY,
                                    machine.key() + " has the MAC address " + mac + ", which " + other + " has too.",
                                    "Nothing was changed.",
                                    "Give one of their VMs another MAC address and back it up.")));
                }
            }
        }
        if (kind.isRecovery()) {
            for (Vm vm : vms) {
                for (Nic nic : vm.nics()) {
                    String owner = owners.get(nic.mac().toLowerCase(Locale.ROOT));
                    if (owner != null
                            && vm.state().isActive()
                            && !replaced.contains(vm.id().uuid())) {
                        all.add(new PlanFinding(
                                Health.WARNING,
                                owner,
                                Problem.of(
                                        ErrorCode.PLAN_NOT_READY,
                                        owner + " has the MAC address " + nic.mac() + ", with which the VM " + vm.name()
                                                + " runs.",
                                        "Where both are in one network, neither is reached reliably.",
                                        "Shut that VM down, or give it another MAC address.")));
                    }
                }
            }
        }
        return all;
    }
}
