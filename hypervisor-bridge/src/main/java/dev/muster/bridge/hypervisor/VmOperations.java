package dev.muster.bridge.hypervisor;

import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.FirmwareKind;
import dev.muster.model.vm.PowerAction;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Defines VMs, controls their power and says what they are. */
public interface VmOperations {
    /** The VM as its host describes it now, not as the last event left it. */
    Vm get(VmId vm);

    /**
     * The domain's XML, secrets left out.
     *
     * @param live as it runs, rather than as it will start next; the same for a VM that is off
     */
    String xml(VmId vm, boolean live);

    /**
     * The domain's XML as it will start next, with secrets such as a VNC password (libvirt's {@code SECURE} flag), so that
     * defining it again loses none. Never shown, logged or journaled.
     */
    String xmlWithSecrets(VmId vm);

    /** Whether the hypervisor's schema allows a domain XML, as far as that can be told without defining it. */
    default Verdict checkXml(HostId host, String xml) {
        return new Verdict(false, Optional.empty());
    }

    /**
     * What a check of XML found.
     *
     * @param checked whether there was a schema to check it against
     * @param problem why it is not allowed
     */
    record Verdict(boolean checked, Optional<Problem> problem) {}

    /**
     * What can start a VM of that definition's architecture and machine type on a host, as far as the hypervisor tells; empty where
     * the host knows no such machine.
     */
    default Set<FirmwareKind> firmwares(HostId host, DomainDocument definition) {
        return EnumSet.allOf(FirmwareKind.class);
    }

    /** Defines a domain, or redefines the one of the same UUID. Defining the same again changes nothing. */
    VmId define(HostId host, String xml);

    /** Forgets a domain that is off, with its firmware variables, saved state, snapshot and checkpoint metadata. */
    void undefine(VmId vm);

    /** The same, but the files that belong to its definition stay: firmware variables and saved memory. */
    default void undefineKeepingFiles(VmId vm) {
        undefine(vm);
    }

    /** Which run of a VM this is: another word after each start; empty while it is off, and where nobody tells. */
    default Optional<String> run(VmId vm) {
        return Optional.empty();
    }

    /**
     * Asks for a power action and returns as soon as the hypervisor took it; the state it leads to is an event. A VM already
     * where the action leads is left alone.
     */
    void power(VmId vm, PowerAction action);

    /** Looks out for the guest restarting itself, as libvirt announces it; empty where that is never announced. */
    Optional<Reboots.Watch> watchReboot(VmId vm);

    /**
     * What the first screen of a VM that runs shows, as the hypervisor gives it: PNG or PPM; empty where it has none.
     *
     * @throws dev.muster.model.error.MusterException {@code VM_NOT_FOUND}, {@code HOST_UNREACHABLE}
     */
    default Optional<byte[]> screen(VmId vm) {
        return Optional.empty();
    }

    /** Whether an agent in the guest answers right now; false also where the VM has none, or does not run. */
    default boolean agentAnswers(VmId vm) {
        return false;
    }

    /**
     * Begins a program in the guest by its agent and returns without waiting for its end. {@link GuestRunner} waits.
     *
     * @return its process id in the guest
     * @throws dev.muster.model.error.MusterException {@code PROGRAM_FAILED} where the VM has no agent, the agent is silent or may not
     *     run programs, or there is no such program
     */
    long beginInGuest(VmId vm, GuestProgram program);

    /**
     * How a program stands that {@link #beginInGuest} began. That it has ended is told once: then the agent forgets it.
     *
     * @throws dev.muster.model.error.MusterException {@code PROGRAM_FAILED} where the agent does not answer or knows no such program
     */
    GuestRun runInGuest(VmId vm, long pid);

    /** Says whether the host starts it at boot. */
    void setAutostart(VmId vm, boolean autostart);

    /** Gives a VM that is off another name; one that has it already is left alone. */
    void rename(VmId vm, String name);

    /**
     * Writes what people noted about a VM, at once, into what runs and into what starts next.
     *
     * @param tags all its tags from now on; empty to leave them
     * @param note its description from now on; empty to leave it
     */
    void annotate(VmId vm, Optional<SortedSet<String>> tags, Optional<String> note);
}
