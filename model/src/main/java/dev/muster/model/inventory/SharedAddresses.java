package dev.muster.model.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** MAC addresses that more than one network interface has: in one network they make each other unreachable. */
public final class SharedAddresses {
    private SharedAddresses() {}

    /**
     * Those of a VM.
     *
     * @param vm whose interfaces are looked at
     * @param all every VM that is known; the same VM on another host is no other
     * @return for each address the names of the VMs that have it too, the VM's own where two of its interfaces do
     */
    public static SortedMap<String, List<String>> of(Vm vm, Collection<Vm> all) {
        SortedMap<String, List<String>> shared = new TreeMap<>();
        for (Nic nic : vm.nics()) {
            String address = nic.mac();
            if (address.isEmpty() || shared.containsKey(address)) {
                continue;
            }
            List<String> users = new ArrayList<>();
            if (vm.nics().stream().filter(other -> has(other, address)).count() > 1) {
                users.add(vm.name());
            }
            all.stream()
                    .filter(other -> !other.id().uuid().equals(vm.id().uuid()))
                    .filter(other -> other.nics().stream().anyMatch(one -> has(one, address)))
                    .map(Vm::name)
                    .sorted(Comparator.naturalOrder())
                    .forEach(users::add);
            if (!users.isEmpty()) {
                shared.put(address, List.copyOf(users));
            }
        }
        return shared;
    }

    private static boolean has(Nic nic, String address) {
        return nic.mac().equalsIgnoreCase(address);
    }
}
