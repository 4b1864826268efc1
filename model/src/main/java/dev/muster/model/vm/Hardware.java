package dev.muster.model.vm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The hardware of a VM: as it starts next, and as it runs where that is another.
 *
 * @param definition the digest of the definition it was read from, to be given with a change
 * @param running whether the VM runs
 * @param next what it starts with next
 * @param now what it has now; the same as {@code next} where it is off
 * @param devices all its devices, those that come or go at the next start marked
 */
public record Hardware(String definition, boolean running, Sizes next, Sizes now, List<HardwareDevice> devices) {
    public Hardware {
        devices = List.copyOf(devices);
    }

    /**
     * What is there once.
     *
     * @param vcpus virtual processors plugged in
     * @param maximumVcpus virtual processors it may have
     * @param memoryBytes memory the guest has
     * @param maximumMemoryBytes memory it may have
     * @param firmware what it starts with
     * @param machine such as {@code pc-q35-7.2}
     * @param bootOrder keys of the devices it tries to boot from, in order
     */
    public record Sizes(
            int vcpus,
            int maximumVcpus,
            long memoryBytes,
            long maximumMemoryBytes,
            FirmwareKind firmware,
            String machine,
            List<String> bootOrder) {
        public Sizes {
            bootOrder = List.copyOf(bootOrder);
        }
    }

    /**
     * Reads it.
     *
     * @param config as it starts next
     * @param live as it runs; empty where it is off
     */
    public static Hardware of(DomainDocument config, Optional<DomainDocument> live) {
        List<HardwareDevice> next = Devices.of(config);
        List<HardwareDevice> devices = new ArrayList<>();
        List<HardwareDevice> now = live.map(Devices::of).orElse(next);
        for (HardwareDevice device : next) {
            Optional<HardwareDevice> same = find(now, device.key());
            devices.add(device.with(
                    same.isEmpty()
                            ? HardwareDevice.Presence.COMES
                            : same.get().isLike(device)
                                    ? HardwareDevice.Presence.HERE
                                    : HardwareDevice.Presence.CHANGES));
        }
        now.stream()
                .filter(device -> find(next, device.key()).isEmpty())
                .forEach(device -> devices.add(device.with(HardwareDevice.Presence.GOES)));
        devices.sort(Comparator.comparing(HardwareDevice::kind));
        return new Hardware(
                DomainDocument.digest(config.xml()),
                live.isPresent(),
                sizes(config, next),
                live.map(document -> sizes(document, now)).orElseGet(() -> sizes(config, next)),
                devices);
    }

    /** The device of that key. */
    public Optional<HardwareDevice> device(String key) {
        return find(devices, key);
    }

    private static Optional<HardwareDevice> find(List<HardwareDevice> devices, String key) {
        return devices.stream().filter(device -> device.key().equals(key)).findFirst();
    }

    private static Sizes sizes(DomainDocument document, List<HardwareDevice> devices) {
        return new Sizes(
                document.vcpus(),
                document.maxVcpus(),
                document.memoryBytes(),
                document.maxMemoryBytes(),
                Devices.firmware(document),
                document.machine(),
                devices.stream()
                        .filter(device -> device.bootOrder() > 0)
                        .sorted(Comparator.comparingInt(HardwareDevice::bootOrder))
                        .map(HardwareDevice::key)
                        .toList());
    }
}
