package dev.muster.model.vm;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One change of a VM's hardware. Devices are named by the key of their {@link HardwareDevice}, such as {@code disk:vda} or
 * {@code nic:52:54:00:12:34:56}. Sizes are bytes, paths absolute paths of the host.
 */
public sealed interface HardwareChange {
    /** What it is about; two changes about the same thing cannot be made at once. */
    String about();

    /** Virtual processors plugged in, 1 to 512; where it may not have as many, the maximum grows with it. */
    record Vcpus(int count) implements HardwareChange {
        public Vcpus {
            requireProcessors(count);
        }

        @Override
        public String about() {
            return "vcpus";
        }
    }

    /** Virtual processors it may have while it runs, 1 to 512. */
    record MaximumVcpus(int count) implements HardwareChange {
        public MaximumVcpus {
            requireProcessors(count);
        }

        @Override
        public String about() {
            return "maximum-vcpus";
        }
    }

    /** Memory the guest has, at least 16 MiB; where it may not have as much, the maximum grows with it. */
    record Memory(long bytes) implements HardwareChange {
        public Memory {
            requireMemory(bytes);
        }

        @Override
        public String about() {
            return "memory";
        }
    }

    /** Memory it may have while it runs, at least 16 MiB. */
    record MaximumMemory(long bytes) implements HardwareChange {
        public MaximumMemory {
            requireMemory(bytes);
        }

        @Override
        public String about() {
            return "maximum-memory";
        }
    }

    /**
     * One more disk or drive.
     *
     * @param device {@code disk} or {@code cdrom}
     * @param path what is in it; empty for a drive without a medium
     * @param format {@code qcow2} or {@code raw}
     * @param bus {@code virtio}, {@code scsi}, {@code sata}, {@code usb} or {@code ide}
     * @param readOnly whether the guest cannot write
     * @param newBytes how large an empty image to make at the path; 0 where it is there already
     * @param target the name libvirt knows it by, such as {@code vdb}; empty to take the next one free
     */
    record AddDisk(
            String device,
            String path,
            String format,
            String bus,
            boolean readOnly,
            long newBytes,
            Optional<String> target)
            implements HardwareChange {
        private static final long LEAST = 1 << 20;

        public AddDisk {
            require(Set.of("disk", "cdrom").contains(device), "\"" + device + "\" is neither disk nor cdrom.");
            require(
                    Set.of("qcow2", "raw").contains(format),
                    "The format of a disk is qcow2 or raw, not \"" + format + "\".");
            requireBus(bus);
            require(device.equals("cdrom") || !path.isEmpty(), "A disk needs a path.");
            require(!device.equals("cdrom") || !bus.equals("virtio"), "A CD-ROM drive cannot be on the virtio bus.");
            require(
                    newBytes == 0 || (newBytes >= LEAST && device.equals("disk")),
                    "A new disk is at least 1 MiB, not " + newBytes + " bytes.");
            if (!path.isEmpty()) {
                requirePath(path);
            }
            target.ifPresent(HardwareChange::requireTarget);
        }

        @Override
        public String about() {
            return path.isEmpty() ? "new drive " + target.orElse("") : "new disk " + path;
        }
    }

    /**
     * Other settings of a disk; what is empty stays.
     *
     * @param target the name libvirt knows it by
     * @param bus as in {@link AddDisk}
     * @param cache QEMU's cache mode: {@code default}, {@code none}, {@code writeback}, {@code writethrough},
     *     {@code directsync} or {@code unsafe}
     * @param readOnly whether the guest cannot write
     */
    record ChangeDisk(String target, Optional<String> bus, Optional<String> cache, Optional<Boolean> readOnly)
            implements HardwareChange {
        /** The cache modes there are. */
        public static final List<String> CACHES =
                List.of("default", "none", "writeback", "writethrough", "directsync", "unsafe");

        public ChangeDisk {
            requireTarget(target);
            bus.ifPresent(HardwareChange::requireBus);
            cache.ifPresent(
                    mode -> require(CACHES.contains(mode), "\"" + mode + "\" is not a cache mode: " + CACHES + "."));
            require(
                    bus.isPresent() || cache.isPresent() || readOnly.isPresent(),
                    "Nothing is to be changed of the disk.");
        }

        @Override
        public String about() {
            return "disk:" + target;
        }
    }

    /**
     * What is in a CD-ROM or floppy drive.
     *
     * @param target the name libvirt knows the drive by
     * @param path the medium; empty to eject what is in it
     */
    record Medium(String target, Optional<String> path) implements HardwareChange {
        public Medium {
            requireTarget(target);
            path.ifPresent(HardwareChange::requirePath);
        }

        @Override
        public String about() {
            return "disk:" + target;
        }
    }

    /**
     * One more network interface.
     *
     * @param kind {@code network} for one of libvirt's networks; {@code bridge} for a bridge of the host, administrators only
     * @param source the name of the network or bridge
     * @param model {@code virtio}, {@code e1000e}, {@code e1000} or {@code rtl8139}
     * @param mac its address; empty to have one minted
     */
    record AddNic(String kind, String source, String model, Optional<String> mac) implements HardwareChange {
        public AddNic {
            requireKind(kind, source);
            requireModel(model);
            mac = mac.map(given -> given.toLowerCase(Locale.ROOT));
            mac.ifPresent(HardwareChange::requireMac);
        }

        @Override
        public String about() {
            return "new nic " + mac.orElse("");
        }
    }

    /**
     * Other settings of a network interface; what is empty stays.
     *
     * @param mac which one: its address, with {@code #2} for the second of several that share it
     * @param kind as in {@link AddNic}; with a source only
     * @param source the network or bridge it is to be plugged into
     * @param model as in {@link AddNic}
     * @param connected whether its cable is in
     */
    record ChangeNic(
            String mac,
            Optional<String> kind,
            Optional<String> source,
            Optional<String> model,
            Optional<Boolean> connected)
            implements HardwareChange {
        public ChangeNic {
            mac = mac.toLowerCase(Locale.ROOT);
            requireMac(mac.replaceFirst("#[1-9][0-9]?$", ""));
            if (source.isPresent()) {
                requireKind(kind.orElse("network"), source.get());
            }
            model.ifPresent(HardwareChange::requireModel);
            require(
                    source.isPresent() || model.isPresent() || connected.isPresent(),
                    "Nothing is to be changed of the network interface.");
        }

        @Override
        public String about() {
            return "nic:" + mac;
        }
    }

    /** One serial line more, which ends in a pseudo-terminal of the host. */
    record AddSerial() implements HardwareChange {
        @Override
        public String about() {
            return "new serial";
        }
    }

    /**
     * Another graphics card instead of the first, or one where there is none.
     *
     * @param model {@code virtio}, {@code qxl}, {@code vga}, {@code bochs}, {@code cirrus}, {@code ramfb} or {@code none}
     */
    record Video(String model) implements HardwareChange {
        /** The models there are. */
        public static final List<String> MODELS = List.of("virtio", "qxl", "vga", "bochs", "cirrus", "ramfb", "none");

        public Video {
            require(MODELS.contains(model), "\"" + model + "\" is not a graphics card: " + MODELS + ".");
        }

        @Override
        public String about() {
            return "video";
        }
    }

    /**
     * An emulated TPM 2.0 instead of what there is.
     *
     * @param model {@code tpm-crb} or {@code tpm-tis}; empty for none
     */
    record Tpm(Optional<String> model) implements HardwareChange {
        public Tpm {
            model.ifPresent(name -> require(
                    Set.of("tpm-crb", "tpm-tis").contains(name), "A TPM is tpm-crb or tpm-tis, not \"" + name + "\"."));
        }

        @Override
        public String about() {
            return "tpm";
        }
    }

    /** Other firmware. */
    record Firmware(FirmwareKind kind) implements HardwareChange {
        @Override
        public String about() {
            return "firmware";
        }
    }

    /**
     * From what the firmware tries to boot, one after the other; what is not listed is not tried.
     *
     * @param devices keys of disks, drives and network interfaces; none twice
     */
    record BootOrder(List<String> devices) implements HardwareChange {
        public BootOrder {
            devices = List.copyOf(devices);
            require(new HashSet<>(devices).size() == devices.size(), "A device is in the boot order twice.");
        }

        @Override
        public String about() {
            return "boot-order";
        }
    }

    /** One device less. Its files stay. */
    record RemoveDevice(String device) implements HardwareChange {
        @Override
        public String about() {
            return device.startsWith("tpm:") ? "tpm" : device;
        }
    }

    private static void requireProcessors(int count) {
        require(count >= 1 && count <= 512, "A VM has 1 to 512 virtual processors, not " + count + ".");
    }

    private static void requireMemory(long bytes) {
        require(bytes >= 16L << 20, "A VM needs at least 16 MiB of memory, not " + bytes + " bytes.");
        require(bytes % 1024 == 0, "Memory comes in whole KiB, not " + bytes + " bytes.");
    }

    private static void requireBus(String bus) {
        require(
                Set.of("virtio", "scsi", "sata", "usb", "ide").contains(bus),
                "\"" + bus + "\" is not a bus of disks: virtio, scsi, sata, usb, ide.");
    }

    private static void requireTarget(String target) {
        require(
                target.matches("[a-z]{1,8}[a-z0-9]{0,8}"),
                "\"" + target + "\" is not the name of a disk, such as vda.");
    }

    private static void requireKind(String kind, String source) {
        require(Set.of("network", "bridge").contains(kind), "\"" + kind + "\" is neither network nor bridge.");
        require(!source.isBlank() && source.length() <= 255, "A network interface needs a network.");
    }

    private static void requireModel(String model) {
        require(
                Set.of("virtio", "e1000e", "e1000", "rtl8139").contains(model),
                "\"" + model + "\" is not a model of network interfaces: virtio, e1000e, e1000, rtl8139.");
    }

    private static void requireMac(String mac) {
        require(
                mac.matches("([0-9a-f]{2}:){5}[0-9a-f]{2}") && "02468ace".indexOf(mac.charAt(1)) >= 0,
                "\"" + mac + "\" is not a MAC address for one interface.");
    }

    private static void requirePath(String path) {
        require(
                path.startsWith("/")
                        && path.indexOf('\0') < 0
                        && !List.of(path.split("/", -1)).contains(".."),
                "\"" + path + "\" is not an absolute path without \"..\".");
    }

    private static void require(boolean fine, String otherwise) {
        if (!fine) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            otherwise,
                            "The VM was not changed.",
                            "Correct the value and try again.")
                    .toException();
        }
    }
}
