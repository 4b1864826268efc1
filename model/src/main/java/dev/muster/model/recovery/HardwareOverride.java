package dev.muster.model.recovery;

import dev.muster.model.vm.FirmwareKind;
import java.util.List;
import java.util.Optional;

/**
 * What a recovered machine has other than its restore point says. Empty: as in the point.
 *
 * @param vcpus virtual processors, 1 to 512
 * @param memoryMib RAM in MiB, at least 16
 * @param firmware what starts it
 * @param nicModel {@code virtio}, {@code e1000e}, {@code e1000} or {@code rtl8139}, for all its NICs
 * @param diskBus {@code virtio}, {@code sata}, {@code scsi} or {@code ide}, for all its disks: what its guest has drivers for
 */
public record HardwareOverride(
        Optional<Integer> vcpus,
        Optional<Long> memoryMib,
        Optional<FirmwareKind> firmware,
        Optional<String> nicModel,
        Optional<String> diskBus) {
    /** The buses that a machine's disks can be given. */
    public static final List<String> DISK_BUSES = List.of("virtio", "sata", "scsi", "ide");

    /** The NIC models that a machine can be given. */
    public static final List<String> NIC_MODELS = List.of("virtio", "e1000e", "e1000", "rtl8139");

    /** All as in the restore point. */
    public static final HardwareOverride NONE = new HardwareOverride(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The same hardware with that many vCPUs. */
    public HardwareOverride withVcpus(Optional<Integer> other) {
        return new HardwareOverride(other, memoryMib, firmware, nicModel, diskBus);
    }

    /** The same hardware with that much memory. */
    public HardwareOverride withMemoryMib(Optional<Long> other) {
        return new HardwareOverride(vcpus, other, firmware, nicModel, diskBus);
    }

    /** The same hardware with that firmware. */
    public HardwareOverride withFirmware(Optional<FirmwareKind> other) {
        return new HardwareOverride(vcpus, memoryMib, other, nicModel, diskBus);
    }

    /** The same hardware with that NIC model. */
    public HardwareOverride withNicModel(Optional<String> other) {
        return new HardwareOverride(vcpus, memoryMib, firmware, other, diskBus);
    }

    /** The same hardware with disks on that bus. */
    public HardwareOverride withDiskBus(Optional<String> other) {
        return new HardwareOverride(vcpus, memoryMib, firmware, nicModel, other);
    }
}
