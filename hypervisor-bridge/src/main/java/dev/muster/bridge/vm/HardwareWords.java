package dev.muster.bridge.vm;

import dev.muster.model.vm.HardwareChange;

/** How changes of hardware are called in steps and on the command line. */
public final class HardwareWords {
    private HardwareWords() {}

    /** What is done, such as {@code Add the disk vdb (/srv/data.qcow2)}. */
    public static String text(HardwareChange change) {
        return switch (change) {
            case HardwareChange.Vcpus wanted -> "Set the virtual processors to " + wanted.count();
            case HardwareChange.MaximumVcpus wanted -> "Set the most virtual processors to " + wanted.count();
            case HardwareChange.Memory wanted -> "Set the memory to " + mib(wanted.bytes());
            case HardwareChange.MaximumMemory wanted -> "Set the most memory to " + mib(wanted.bytes());
            case HardwareChange.AddDisk disk ->
                "Add the " + (disk.device().equals("cdrom") ? "CD-ROM drive" : "disk")
                        + disk.target().map(target -> " " + target).orElse("")
                        + (disk.path().isEmpty() ? "" : " (" + disk.path() + ")");
            case HardwareChange.ChangeDisk disk -> "Change the disk " + disk.target();
            case HardwareChange.Medium medium ->
                medium.path()
                        .map(path -> "Insert " + path + " into " + medium.target())
                        .orElse("Eject what is in " + medium.target());
            case HardwareChange.AddNic nic ->
                "Add a network interface in " + nic.source()
                        + nic.mac().map(mac -> " (" + mac + ")").orElse("");
            case HardwareChange.ChangeNic nic -> "Change the network interface " + nic.mac();
            case HardwareChange.AddSerial _ -> "Add a serial line";
            case HardwareChange.Video video -> "Set the graphics card to " + video.model();
            case HardwareChange.Tpm tpm ->
                tpm.model().map(model -> "Set the TPM to " + model).orElse("Remove the TPM");
            case HardwareChange.Firmware firmware ->
                "Set the firmware to " + firmware.kind().word();
            case HardwareChange.BootOrder order -> "Boot from " + String.join(", ", order.devices());
            case HardwareChange.RemoveDevice gone -> "Remove " + gone.device();
        };
    }

    private static String mib(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
