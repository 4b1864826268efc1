package dev.muster.model.vm;

import dev.muster.model.xml.XmlElement;
import java.util.Optional;

/** What to ask a hypervisor for, so that a VM that runs comes to have a change. */
public sealed interface LiveChange {
    /** Nothing: it is so already. */
    record Nothing() implements LiveChange {}

    /** Plug in a device of that XML. */
    record Attach(String device) implements LiveChange {}

    /** Take out the device of that XML. */
    record Detach(String device) implements LiveChange {}

    /** Make the device of that XML what it says. */
    record Update(String device) implements LiveChange {}

    /** Have so many virtual processors. */
    record Processors(int count) implements LiveChange {}

    /** Have so many bytes of memory. */
    record Balloon(long bytes) implements LiveChange {}

    /**
     * What to ask for.
     *
     * @param change with the names that new devices get, as in a {@link HardwarePlan}
     * @param live as it runs at this moment
     * @throws dev.muster.model.error.MusterException {@code DEVICE_NOT_FOUND}
     */
    static LiveChange of(HardwareChange change, DomainDocument live) {
        return switch (change) {
            case HardwareChange.Vcpus wanted ->
                wanted.count() == live.vcpus() ? new Nothing() : new Processors(wanted.count());
            case HardwareChange.Memory wanted ->
                wanted.bytes() == live.memoryBytes() ? new Nothing() : new Balloon(wanted.bytes());
            case HardwareChange.AddDisk disk ->
                attach(live, change, "disk:" + disk.target().orElseThrow());
            case HardwareChange.AddNic nic ->
                attach(live, change, "nic:" + nic.mac().orElseThrow());
            case HardwareChange.RemoveDevice gone ->
                Devices.find(live, gone.device())
                        .<LiveChange>map(there -> new Detach(there.source()))
                        .orElse(new Nothing());
            case HardwareChange.Medium medium -> medium(live, medium);
            case HardwareChange.ChangeNic nic -> nic(live, nic);
            case HardwareChange.MaximumVcpus _,
                    HardwareChange.MaximumMemory _,
                    HardwareChange.ChangeDisk _,
                    HardwareChange.AddSerial _,
                    HardwareChange.Video _,
                    HardwareChange.Tpm _,
                    HardwareChange.Firmware _,
                    HardwareChange.BootOrder _ -> new Nothing();
        };
    }

    private static LiveChange attach(DomainDocument live, HardwareChange change, String key) {
        return Devices.find(live, key).isPresent()
                        || Devices.find(live, key + "#1").isPresent()
                ? new Nothing()
                : new Attach(HardwareEdit.device(live, change));
    }

    private static LiveChange medium(DomainDocument live, HardwareChange.Medium change) {
        XmlElement drive = HardwareEdit.require(live, change.about());
        Optional<String> there = drive.child("source")
                .map(source -> source.attribute("file").isEmpty() ? source.attribute("dev") : source.attribute("file"))
                .filter(path -> !path.isEmpty());
        return there.equals(change.path()) ? new Nothing() : new Update(HardwareEdit.medium(drive, change));
    }

    private static LiveChange nic(DomainDocument live, HardwareChange.ChangeNic change) {
        XmlElement nic = HardwareEdit.require(live, change.about());
        String wanted = HardwareEdit.nic(nic, change);
        return wanted.equals(nic.source()) ? new Nothing() : new Update(wanted);
    }
}
