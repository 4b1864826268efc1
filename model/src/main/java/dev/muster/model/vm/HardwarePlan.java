package dev.muster.model.vm;

import dev.muster.model.inventory.VmState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What comes of changes of hardware: all are written into the definition, and some are made in the VM that runs as well.
 *
 * @param definition the digest of the definition the plan was made against
 * @param planned each change with when it takes effect, in the order given
 * @param before the definition
 * @param after the definition with the changes
 */
public record HardwarePlan(String definition, List<Planned> planned, String before, String after) {
    public HardwarePlan {
        planned = List.copyOf(planned);
    }

    /**
     * One change.
     *
     * @param change what, with the names that new devices get
     * @param effect when, and why then
     */
    public record Planned(HardwareChange change, Effect effect) {}

    /** When a change takes effect, and why then. */
    public enum Effect {
        /** Plugged into the VM that runs. */
        PLUGGED(true, "it is plugged in while the VM runs"),
        /** Taken out of the VM that runs, when its guest lets go. */
        UNPLUGGED(true, "it is taken out as soon as the guest lets go of it"),
        /** Changed in the VM that runs. */
        CHANGED(true, "it is changed while the VM runs"),
        /** The guest gives memory back or gets it through its balloon. */
        BALLOON(true, "the guest's balloon driver takes or gives it while the VM runs"),
        /** There is nothing to do in what runs, since it is so there. */
        ALREADY(true, "the VM that runs has it so already"),

        /** Nothing runs. */
        OFF(false, "the VM is off"),
        /** It stands in a definition, which is read at a start. */
        DEFINITION(false, "a definition is read when the VM starts"),
        /** It goes on from saved memory first. */
        SAVED(
                false,
                "the VM has saved memory, which goes on with the hardware it was saved with: it counts from the start after that"),
        /** QEMU makes it once, when it starts. */
        FIXED(false, "it cannot be changed while the VM runs"),
        /** Disks of that bus cannot be plugged. */
        BUS(false, "disks on that bus cannot be plugged in or out while the VM runs"),
        /** No slot is free. */
        NO_SLOT(false, "the VM that runs has no free slot for it; it gets one at its start"),
        /** More than it was started with room for. */
        ABOVE_MAXIMUM(false, "it is more than the VM that runs has room for"),
        /** Processors it booted with. */
        BOOT_PROCESSORS(false, "processors a VM booted with cannot be taken from it while it runs"),
        /** It has no balloon. */
        NO_BALLOON(false, "the VM that runs has no memory balloon"),
        /** The guest cannot let go of anything. */
        PAUSED(false, "the VM is paused, so its guest cannot let go of it"),
        /** What runs has no such device. */
        NOT_THERE(false, "the VM that runs does not have it");

        private final boolean now;
        private final String words;

        Effect(boolean now, String words) {
            this.now = now;
            this.words = words;
        }

        /** Whether it takes effect now, and not only at the next start. */
        public boolean now() {
            return now;
        }

        /** Why, in words that go on after "because" or a colon. */
        public String words() {
            return words;
        }
    }

    /**
     * The plan.
     *
     * @param config the domain XML as it starts next
     * @param live as it runs; empty where it is off
     * @param state the VM's
     * @param saved whether it has saved memory
     * @param macs addresses for new interfaces that have none; at least as many
     * @throws dev.muster.model.error.MusterException what {@link HardwareEdit#apply} refuses
     */
    public static HardwarePlan of(
            DomainDocument config,
            Optional<DomainDocument> live,
            VmState state,
            boolean saved,
            List<HardwareChange> changes,
            List<String> macs) {
        List<HardwareChange> named = name(config, live, changes, macs);
        DomainDocument after = HardwareEdit.apply(config, named);
        Optional<Running> running = live.map(Running::new);
        List<Planned> planned = new ArrayList<>();
        for (HardwareChange change : named) {
            planned.add(new Planned(
                    change, running.map(now -> now.effect(change, state)).orElse(saved ? Effect.SAVED : Effect.OFF)));
        }
        return new HardwarePlan(DomainDocument.digest(config.xml()), planned, config.xml(), after.xml());
    }

    /** The changes with names for what is new. */
    public List<HardwareChange> changes() {
        return planned.stream().map(Planned::change).toList();
    }

    private static List<HardwareChange> name(
            DomainDocument config, Optional<DomainDocument> live, List<HardwareChange> changes, List<String> macs) {
        Set<String> taken = new HashSet<>();
        config.disks().forEach(disk -> taken.add(disk.target()));
        live.ifPresent(document -> document.disks().forEach(disk -> taken.add(disk.target())));
        Iterator<String> minted = macs.iterator();
        List<HardwareChange> named = new ArrayList<>();
        for (HardwareChange change : changes) {
            named.add(
                    switch (change) {
                        case HardwareChange.AddDisk disk -> {
                            String target = disk.target().orElseGet(() -> Targets.free(disk.bus(), taken));
                            taken.add(target);
                            yield new HardwareChange.AddDisk(
                                    disk.device(),
                                    disk.path(),
                                    disk.format(),
                                    disk.bus(),
                                    disk.readOnly(),
                                    disk.newBytes(),
                                    Optional.of(target));
                        }
                        case HardwareChange.AddNic nic ->
                            new HardwareChange.AddNic(
                                    nic.kind(),
                                    nic.source(),
                                    nic.model(),
                                    Optional.of(nic.mac().orElseGet(minted::next)));
                        default -> change;
                    });
        }
        return named;
    }

    /** What the VM that runs allows; slots that a change takes are taken for those after it. */
    private static final class Running {
        private final DomainDocument live;
        private final Hardware now;
        private final Slots slots;

        Running(DomainDocument live) {
            this.live = live;
            this.now = Hardware.of(live, Optional.of(live));
            this.slots = new Slots(live);
        }

        Effect effect(HardwareChange change, VmState state) {
            return switch (change) {
                case HardwareChange.Vcpus wanted -> vcpus(wanted.count());
                case HardwareChange.MaximumVcpus wanted ->
                    wanted.count() == live.maxVcpus() ? Effect.ALREADY : Effect.FIXED;
                case HardwareChange.Memory wanted -> memory(wanted.bytes());
                case HardwareChange.MaximumMemory wanted ->
                    wanted.bytes() == live.maxMemoryBytes() ? Effect.ALREADY : Effect.FIXED;
                case HardwareChange.AddDisk disk -> add(disk);
                case HardwareChange.AddNic nic -> slots.take(nic.model()) ? Effect.PLUGGED : Effect.NO_SLOT;
                case HardwareChange.Medium medium -> there(medium.about(), device -> Effect.CHANGED);
                case HardwareChange.ChangeNic nic -> there(nic.about(), device -> change(nic, device));
                case HardwareChange.ChangeDisk disk -> there(disk.about(), device -> Effect.FIXED);
                case HardwareChange.RemoveDevice gone -> there(gone.device(), device -> remove(device, state));
                case HardwareChange.Firmware firmware ->
                    Devices.firmware(live) == firmware.kind() ? Effect.ALREADY : Effect.FIXED;
                case HardwareChange.AddSerial _,
                        HardwareChange.Video _,
                        HardwareChange.Tpm _,
                        HardwareChange.BootOrder _ -> Effect.FIXED;
            };
        }

        private Effect there(String key, java.util.function.Function<HardwareDevice, Effect> effect) {
            return now.device(key).map(effect).orElse(Effect.NOT_THERE);
        }

        private Effect vcpus(int wanted) {
            if (wanted == live.vcpus()) {
                return Effect.ALREADY;
            }
            if (wanted > live.maxVcpus()) {
                return Effect.ABOVE_MAXIMUM;
            }
            if (wanted > live.vcpus()) {
                return Effect.PLUGGED;
            }
            long pluggable = live.root().child("vcpus").stream()
                    .flatMap(list -> list.children("vcpu").stream())
                    .filter(one -> one.attribute("enabled").equals("yes")
                            && one.attribute("hotpluggable").equals("yes"))
                    .count();
            return wanted >= live.vcpus() - pluggable ? Effect.UNPLUGGED : Effect.BOOT_PROCESSORS;
        }

        private Effect memory(long wanted) {
            if (wanted == live.memoryBytes()) {
                return Effect.ALREADY;
            }
            if (wanted > live.maxMemoryBytes()) {
                return Effect.ABOVE_MAXIMUM;
            }
            boolean balloon = live.root()
                    .child("devices", "memballoon")
                    .filter(one -> !one.attribute("model").equals("none"))
                    .isPresent();
            return balloon ? Effect.BALLOON : Effect.NO_BALLOON;
        }

        private Effect add(HardwareChange.AddDisk disk) {
            if (!pluggable(disk.bus(), disk.device().equals("cdrom"))) {
                return Effect.BUS;
            }
            return slots.take(disk.bus()) ? Effect.PLUGGED : Effect.NO_SLOT;
        }

        private static Effect change(HardwareChange.ChangeNic change, HardwareDevice nic) {
            return change.model().filter(model -> !model.equals(nic.model())).isPresent()
                    ? Effect.FIXED
                    : Effect.CHANGED;
        }

        private static Effect remove(HardwareDevice device, VmState state) {
            boolean pluggable = switch (device.kind()) {
                case DISK -> pluggable(device.bus(), false);
                case CDROM -> pluggable(device.bus(), true);
                case NIC, HOST_DEVICE -> true;
                case FLOPPY,
                        GRAPHICS,
                        VIDEO,
                        SERIAL,
                        TPM,
                        INPUT,
                        SOUND,
                        RNG,
                        WATCHDOG,
                        FILESYSTEM,
                        CONTROLLER,
                        BALLOON,
                        OTHER -> false;
            };
            if (!pluggable) {
                return device.kind() == HardwareDevice.Kind.DISK || device.kind() == HardwareDevice.Kind.CDROM
                        ? Effect.BUS
                        : Effect.FIXED;
            }
            return state == VmState.PAUSED || state == VmState.ASLEEP ? Effect.PAUSED : Effect.UNPLUGGED;
        }

        private static boolean pluggable(String bus, boolean drive) {
            return drive
                    ? bus.equals("scsi") || bus.equals("usb")
                    : bus.equals("virtio") || bus.equals("scsi") || bus.equals("usb");
        }
    }

    /** The slots of the VM that runs into which something can be plugged. */
    private static final class Slots {
        /** The slots of a PCI Express machine; -1 where it is none, or does not say. */
        private int ports = -1;

        private int conventional;
        private boolean scsi;
        private final boolean usb;

        Slots(DomainDocument live) {
            Set<String> buses = new TreeSet<>();
            Set<String> rootPorts = new TreeSet<>();
            boolean express = false;
            boolean hasUsb = false;
            boolean known = false;
            for (var element : Devices.elements(live).values()) {
                element.child("address")
                        .filter(address -> address.attribute("type").equals("pci"))
                        .ifPresent(address -> buses.add(number(address.attribute("bus"))));
                if (element.name().equals("controller")) {
                    known = true;
                    switch (element.attribute("type")) {
                        case "pci" -> {
                            String model = element.attribute("model");
                            express |= model.equals("pcie-root");
                            conventional += model.equals("pcie-to-pci-bridge") || model.equals("pci-bridge") ? 1 : 0;
                            if (model.equals("pcie-root-port") || model.equals("pcie-switch-downstream-port")) {
                                rootPorts.add(element.attribute("index"));
                            }
                        }
                        case "scsi" -> scsi = true;
                        case "usb" -> hasUsb |= !element.attribute("model").equals("none");
                        default -> {}
                    }
                }
            }
            usb = hasUsb || !known;
            if (express) {
                rootPorts.removeAll(buses);
                ports = rootPorts.size();
            }
        }

        private static String number(String bus) {
            try {
                return String.valueOf(Integer.decode(bus));
            } catch (NumberFormatException e) {
                return bus;
            }
        }

        /** Takes one for a disk of that bus or an interface of that model. */
        boolean take(String what) {
            return switch (what) {
                case "usb" -> usb;
                case "scsi" -> {
                    // the controller is what needs a slot, once
                    boolean fits = scsi || port();
                    scsi = fits;
                    yield fits;
                }
                case "rtl8139", "e1000" -> ports < 0 || conventional > 0;
                default -> port();
            };
        }

        private boolean port() {
            if (ports == 0) {
                return false;
            }
            ports -= ports > 0 ? 1 : 0;
            return true;
        }
    }
}
