package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.muster.model.inventory.Disk;
import java.util.ArrayList;
import java.util.List;

/** Which disk QEMU paused a VM for, and why. */
final class DiskErrors {
    private static final int NO_SPACE = 2;

    /** {@code struct _virDomainDiskError}: a name that is freed by the caller, and an int, padded. */
    private static final int SIZE = 2 * Native.POINTER_SIZE;

    private record DiskError(String target, int error) {}

    private DiskErrors() {}

    /** Such as {@code I/O error: no space for vda on /srv/vm}. */
    static String reason(Pointer domain, List<Disk> disks, boolean thisMachine) {
        List<DiskError> errors = read(domain, disks.size());
        if (errors.isEmpty()) {
            return "I/O error";
        }
        DiskError first = errors.getFirst();
        String source = disks.stream()
                .filter(disk -> disk.target().equals(first.target()))
                .map(Disk::source)
                .findFirst()
                .orElse("");
        if (first.error() != NO_SPACE) {
            return "I/O error: " + first.target() + (source.isEmpty() ? "" : ", " + source);
        }
        String place = thisMachine && source.startsWith("/") ? MountPoints.of(source) : source;
        return "I/O error: no space for " + first.target() + (place.isEmpty() ? "" : " on " + place);
    }

    private static List<DiskError> read(Pointer domain, int most) {
        List<DiskError> found = new ArrayList<>();
        if (most == 0) {
            return found;
        }
        try (Memory errors = new Memory((long) most * SIZE)) {
            errors.clear();
            // it may go on meanwhile, and then there are none
            int count = Virt.virDomainGetDiskErrors(domain, errors, most, 0);
            for (int i = 0; i < count; i++) {
                Pointer target = errors.getPointer((long) i * SIZE);
                found.add(new DiskError(target.getString(0), errors.getInt((long) i * SIZE + Native.POINTER_SIZE)));
                Native.free(Pointer.nativeValue(target));
            }
        }
        return found;
    }
}
