package dev.muster.model.recovery;

import dev.muster.model.vm.FirmwareKind;
import java.util.Optional;

/**
 * What a recovered machine has other than its restore point says. Empty: as in the point.
 *
 * @param vcpus virtual processors, 1 to 512
 * @param memoryMib RAM in MiB, at least 16
 * @param firmware what starts it
 * @param nicModel {@code virtio}, {@code e1000e}, {@code e1000} or {@code rtl8139}, for all its NICs
 */
public record HardwareOverride(
        Optional<Integer> vcpus, Optional<Long> memoryMib, Optional<FirmwareKind> firmware, Optional<String> nicModel) {
    /** All as in the restore point. */
    public static final HardwareOverride NONE =
            new HardwareOverride(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
