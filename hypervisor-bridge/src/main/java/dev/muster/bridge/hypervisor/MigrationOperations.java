package dev.muster.bridge.hypervisor;

import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.MigrationOptions;
import java.util.List;
import java.util.Optional;

/** Moves VMs between hosts. */
public interface MigrationOperations {
    /**
     * Moves a VM to another host; takes as long as that takes. When this fails, the VM is where it was, unless the failure
     * says otherwise or the bridge itself was cut off: who comes after that looks at both hosts.
     *
     * @param target the connection of the host it is to go to
     * @param copied the targets of the disks to be copied; their images are not there yet
     */
    void migrate(VmId vm, HostId to, Hypervisor target, MigrationOptions options, List<String> copied);

    /** How far a migration is; empty where none is under way. {@link MemoryOperations#abortJob} stops it. */
    Optional<MigrationState> state(VmId vm);

    /** Lets the guest go on at the target now, while its memory is still on the way. */
    void startPostCopy(VmId vm);

    /**
     * How far a migration is.
     *
     * @param total bytes of memory and disks
     * @param remaining bytes still to be sent; may grow while the guest writes
     * @param pass how often memory was gone through, from 1; 0 while that is not known
     */
    record MigrationState(long total, long remaining, int pass) {}

    /** The host's own processor, as {@code <cpu>} of libvirt; empty where it is not told. */
    Optional<String> hostCpu(HostId host);

    /** Whether a host has all that a processor, as {@code <cpu>} of libvirt, has. */
    CpuFit compareCpu(HostId host, String cpu);

    /** Whether a host has a processor's features. */
    enum CpuFit {
        FITS,
        LACKS,
        UNKNOWN
    }
}
