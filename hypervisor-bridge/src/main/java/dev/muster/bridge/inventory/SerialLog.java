package dev.muster.bridge.inventory;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.DomainDocument;
import java.util.Optional;

/** The file in which a VM's host keeps what the VM says on its first serial line. */
public final class SerialLog {
    private final Lookup lookup;

    /** The logs of VMs found there. */
    public SerialLog(Lookup lookup) {
        this.lookup = lookup;
    }

    /** Its path on the host; empty where nothing is kept. */
    public Optional<String> path(VmId vm) {
        String path = DomainDocument.parse(lookup.hypervisor(vm.host()).vms().xml(vm, true))
                .serialLog();
        return path.isEmpty() ? Optional.empty() : Optional.of(path);
    }

    /** The last of it, at most so many bytes; empty where nothing is kept. */
    public byte[] tail(VmId vm, int limit) {
        Hypervisor hypervisor = lookup.hypervisor(vm.host());
        Optional<String> path = path(vm);
        Optional<Long> size = path.flatMap(file -> hypervisor.files().size(vm.host(), file));
        if (size.isEmpty()) {
            return new byte[0];
        }
        return hypervisor.files().read(vm.host(), path.orElseThrow(), Math.max(0, size.get() - limit), limit);
    }
}
