package dev.muster.app.group;

import dev.muster.model.group.GroupQuery.CaptureForecast;
import dev.muster.model.group.GroupQuery.MemberForecast;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import java.util.List;
import java.util.Optional;

/**
 * A VM that belongs to a group now.
 *
 * @param vm the VM
 * @param forecast what a capture would do with it; empty while that is not known
 */
record MemberLine(Vm vm, Optional<MemberForecast> forecast) {
    VmId id() {
        return vm.id();
    }

    /** One line for each of those VMs. */
    static List<MemberLine> of(List<Vm> vms, Optional<CaptureForecast> forecast) {
        return vms.stream()
                .map(vm -> new MemberLine(
                        vm,
                        forecast.flatMap(known -> known.members().stream()
                                .filter(member -> member.vm().equals(vm.id()))
                                .findFirst())))
                .toList();
    }
}
