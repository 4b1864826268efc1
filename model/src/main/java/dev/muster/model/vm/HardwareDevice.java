package dev.muster.model.vm;

/**
 * One device of a VM.
 *
 * @param key by which changes name it; the same in what runs and in what starts next
 * @param kind what it is
 * @param name what libvirt calls it: a disk's target, an interface's MAC address, else its model or number
 * @param source what is behind it on the host: a path, a network, a device; empty where nothing is
 * @param sourceKind libvirt's type of the source, such as {@code file}, {@code network} or {@code bridge}
 * @param bus of a disk
 * @param model of an interface, a graphics card, a TPM; the format of a disk
 * @param cache a disk's cache mode; {@code default} where none is set
 * @param readOnly whether the guest cannot write to a disk
 * @param connected whether an interface's cable is in; true for all else
 * @param bootOrder its place in the boot order from 1; 0 where it is not in it
 * @param presence where it is
 */
public record HardwareDevice(
        String key,
        Kind kind,
        String name,
        String source,
        String sourceKind,
        String bus,
        String model,
        String cache,
        boolean readOnly,
        boolean connected,
        int bootOrder,
        Presence presence) {
    /** Kinds of devices. */
    public enum Kind {
        DISK,
        CDROM,
        FLOPPY,
        NIC,
        GRAPHICS,
        VIDEO,
        SERIAL,
        TPM,
        HOST_DEVICE,
        INPUT,
        SOUND,
        RNG,
        WATCHDOG,
        FILESYSTEM,
        CONTROLLER,
        BALLOON,
        OTHER
    }

    /** Where a device is. */
    public enum Presence {
        /** In what runs and, alike, in what starts next; or the VM is off. */
        HERE,
        /** The VM gets it at its next start. */
        COMES,
        /** The VM that runs has it, at its next start it is gone. */
        GOES,
        /** It is another at the next start. */
        CHANGES
    }

    HardwareDevice with(Presence changed) {
        return new HardwareDevice(
                key, kind, name, source, sourceKind, bus, model, cache, readOnly, connected, bootOrder, changed);
    }

    /** Whether two descriptions of a device say the same, wherever it is. */
    boolean isLike(HardwareDevice other) {
        return with(Presence.HERE).equals(other.with(Presence.HERE));
    }
}
