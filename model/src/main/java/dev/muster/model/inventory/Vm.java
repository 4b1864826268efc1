package dev.muster.model.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One VM as its host describes it.
 *
 * @param id host and UUID
 * @param name its name on that host
 * @param title libvirt's short free title; empty where there is none
 * @param description libvirt's free description; empty where there is none
 * @param state what it is doing
 * @param stateReason why it is in that state, in libvirt's words such as {@code booted} or {@code crashed}
 * @param stateSince when the bridge saw it enter the state; empty when it was so before the bridge looked
 * @param vcpus virtual processors
 * @param memoryBytes RAM it has now
 * @param maxMemoryBytes RAM it may have
 * @param persistent whether its definition outlives its process
 * @param autostart whether the host starts it at boot
 * @param savedState whether a managed save image waits for its next start
 * @param architecture such as {@code x86_64}
 * @param machine such as {@code pc-q35-7.2}
 * @param virtualization libvirt's domain type, {@code kvm}, {@code qemu}, {@code test} …
 * @param disks in the order of the XML
 * @param nics in the order of the XML
 * @param tags Muster's tags, from the domain's metadata
 * @param definition digest of the domain XML the bridge last read; changes when the definition does
 */
public record Vm(
        VmId id,
        String name,
        String title,
        String description,
        VmState state,
        String stateReason,
        Optional<Instant> stateSince,
        int vcpus,
        long memoryBytes,
        long maxMemoryBytes,
        boolean persistent,
        boolean autostart,
        boolean savedState,
        String architecture,
        String machine,
        String virtualization,
        List<Disk> disks,
        List<Nic> nics,
        SortedSet<String> tags,
        String definition) {
    public Vm {
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
        tags = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    }

    /** Whether its guest crashed: kept for a look at it, or off since. */
    public boolean crashed() {
        return state == VmState.CRASHED || (state == VmState.OFF && stateReason.equals("crashed"));
    }

    /** Whether it is paused because something went wrong with it, such as no space for a disk; nobody asked for that. */
    public boolean pausedByFault() {
        return state == VmState.PAUSED
                && (stateReason.startsWith("I/O error")
                        || stateReason.equals("watchdog")
                        || stateReason.equals("crashed")
                        || stateReason.equals("post-copy failed"));
    }

    /** The same VM in another state since {@code when}. */
    public Vm in(VmState newState, String reason, Optional<Instant> when) {
        return new Vm(
                id,
                name,
                title,
                description,
                newState,
                reason,
                when,
                vcpus,
                memoryBytes,
                maxMemoryBytes,
                persistent,
                autostart,
                savedState,
                architecture,
                machine,
                virtualization,
                disks,
                nics,
                tags,
                definition);
    }
}
