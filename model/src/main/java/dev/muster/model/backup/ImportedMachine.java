package dev.muster.model.backup;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.DomainBuilder;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.Firmware;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.HardwareEdit;
import dev.muster.model.vm.VmSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The VM that disk images are imported for.
 *
 * @param name its name, as in {@link VmSpec}
 * @param vcpus virtual processors, 1 to 512
 * @param memoryBytes RAM, at least 16 MiB
 * @param firmware what starts it
 * @param networks names of the libvirt networks its NICs are plugged into, in order
 */
public record ImportedMachine(String name, int vcpus, long memoryBytes, Firmware firmware, List<String> networks) {
    /** Where its disks would be on a host; a restore puts them into a pool. */
    private static final String DIRECTORY = "/var/lib/libvirt/images/";

    private static final int MOST_DISKS = 26;

    public ImportedMachine {
        networks = List.copyOf(networks);
        spec(name, vcpus, memoryBytes, firmware, networks);
    }

    /**
     * What the disks are called: {@code vda}, {@code vdb} and so on.
     *
     * @throws dev.muster.model.error.MusterException {@code USAGE_INVALID} where there is no disk, or more than 26
     */
    public static List<String> targets(int disks) {
        if (disks < 1 || disks > MOST_DISKS) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "A VM is imported from 1 to " + MOST_DISKS + " disk images, not " + disks + ".",
                            "Nothing was imported.",
                            "Attach further disks to the restored VM.")
                    .toException();
        }
        List<String> targets = new ArrayList<>();
        for (int disk = 0; disk < disks; disk++) {
            targets.add("vd" + (char) ('a' + disk));
        }
        return List.copyOf(targets);
    }

    /** Its domain XML with so many disks, all virtio and qcow2. */
    public String xml(int disks, DomainBuilder.Ground ground) {
        DomainDocument first =
                DomainDocument.parse(DomainBuilder.xml(spec(name, vcpus, memoryBytes, firmware, networks), ground));
        List<HardwareChange> further = new ArrayList<>();
        for (String target : targets(disks).subList(1, disks)) {
            further.add(new HardwareChange.AddDisk(
                    "disk", path(name, target), "qcow2", "virtio", false, 0, Optional.of(target)));
        }
        return HardwareEdit.apply(first, further).xml();
    }

    private static VmSpec spec(String name, int vcpus, long memoryBytes, Firmware firmware, List<String> networks) {
        return new VmSpec(
                name,
                vcpus,
                memoryBytes,
                new BootSource.DiskImage(path(name, "vda"), "qcow2"),
                networks,
                "",
                new TreeSet<>(),
                firmware,
                "");
    }

    private static String path(String name, String target) {
        return DIRECTORY + name + "-" + target + ".qcow2";
    }
}
