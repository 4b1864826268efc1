package dev.muster.app.hardware;

import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.vm.FirmwareKind;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.HardwareDevice;
import dev.muster.model.vm.HardwarePlan;
import dev.muster.model.vm.XmlReview;
import java.util.Locale;
import java.util.stream.Collectors;

/** How hardware and its changes are called. */
final class HardwareWords {
    private final Texts texts;

    HardwareWords(Texts texts) {
        this.texts = texts;
    }

    /** What kind of device, in words. */
    String kind(HardwareDevice.Kind kind) {
        return texts.get("hardware.kind." + low(kind));
    }

    String firmware(FirmwareKind kind) {
        return texts.get("hardware.firmware." + kind.word());
    }

    String when(HardwarePlan.Effect effect) {
        return texts.get(effect.now() ? "hardware.when.now" : "hardware.when.next");
    }

    String why(HardwarePlan.Effect effect) {
        return texts.get("hardware.effect." + low(effect));
    }

    String how(XmlReview.Difference difference) {
        return texts.get("hardware.how." + low(difference.how()), difference.what());
    }

    String change(HardwareChange change) {
        return switch (change) {
            case HardwareChange.Vcpus wanted -> texts.get("hardware.change.vcpus", wanted.count());
            case HardwareChange.MaximumVcpus wanted -> texts.get("hardware.change.max-vcpus", wanted.count());
            case HardwareChange.Memory wanted -> texts.get("hardware.change.memory", bytes(wanted.bytes()));
            case HardwareChange.MaximumMemory wanted -> texts.get("hardware.change.max-memory", bytes(wanted.bytes()));
            case HardwareChange.AddDisk disk ->
                disk.device().equals("cdrom")
                        ? texts.get("hardware.change.add-cdrom", disk.target().orElse(""))
                        : texts.get("hardware.change.add-disk", disk.target().orElse(""), disk.path());
            case HardwareChange.ChangeDisk disk -> texts.get("hardware.change.disk", disk.target());
            case HardwareChange.Medium medium ->
                medium.path()
                        .map(path -> texts.get("hardware.change.insert", path, medium.target()))
                        .orElseGet(() -> texts.get("hardware.change.eject", medium.target()));
            case HardwareChange.AddNic nic -> texts.get("hardware.change.add-nic", nic.source());
            case HardwareChange.ChangeNic nic -> texts.get("hardware.change.nic", nic.mac());
            case HardwareChange.AddSerial _ -> texts.get("hardware.change.add-serial");
            case HardwareChange.Video video -> texts.get("hardware.change.video", video.model());
            case HardwareChange.Tpm tpm ->
                tpm.model()
                        .map(model -> texts.get("hardware.change.tpm", model))
                        .orElseGet(() -> texts.get("hardware.change.no-tpm"));
            case HardwareChange.Firmware firmware -> texts.get("hardware.change.firmware", firmware(firmware.kind()));
            case HardwareChange.BootOrder order ->
                texts.get(
                        "hardware.change.boot",
                        order.devices().stream().map(HardwareWords::bare).collect(Collectors.joining(", ")));
            case HardwareChange.RemoveDevice gone -> texts.get("hardware.change.remove", bare(gone.device()));
        };
    }

    /** A device's key without its kind where that says itself. */
    static String bare(String key) {
        return key.startsWith("disk:") || key.startsWith("nic:") ? key.substring(key.indexOf(':') + 1) : key;
    }

    String bytes(long bytes) {
        return Amounts.bytes(bytes, texts.locale());
    }

    private static String low(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
