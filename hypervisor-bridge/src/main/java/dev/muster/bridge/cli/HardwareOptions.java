package dev.muster.bridge.cli;

import dev.muster.bridge.vm.HardwareWords;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.vm.FirmwareKind;
import dev.muster.model.vm.Hardware;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.HardwareDevice;
import dev.muster.model.vm.HardwarePlan;
import dev.muster.model.vm.XmlReview;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code vm set} that change hardware, and how hardware is printed. */
final class HardwareOptions {
    @Option(names = "--vcpus", paramLabel = "N", description = "Virtual processors it has.")
    private Optional<Integer> vcpus = Optional.empty();

    @Option(names = "--max-vcpus", paramLabel = "N", description = "Virtual processors it may have while it runs.")
    private Optional<Integer> maxVcpus = Optional.empty();

    @Option(names = "--memory", paramLabel = "SIZE", description = "Memory it has.")
    private Optional<String> memory = Optional.empty();

    @Option(names = "--max-memory", paramLabel = "SIZE", description = "Memory it may have while it runs.")
    private Optional<String> maxMemory = Optional.empty();

    @Option(
            names = "--add-disk",
            paramLabel = "PATH[,size=SIZE][,format=F][,bus=B][,readonly]",
            description = "A disk; with a size, an empty image is made. May be repeated.")
    private @Nullable List<String> disks;

    @Option(
            names = "--add-cdrom",
            paramLabel = "PATH",
            arity = "0..1",
            fallbackValue = "",
            description = "A CD-ROM drive, empty without a path.")
    private @Nullable List<String> drives;

    @Option(
            names = "--cdrom",
            paramLabel = "TARGET=PATH",
            description = "Insert a medium into a drive; without a path, eject what is in it. May be repeated.")
    private @Nullable List<String> media;

    @Option(
            names = "--set-disk",
            paramLabel = "TARGET[,bus=B][,cache=MODE][,readonly=yes|no]",
            description = "Other settings of a disk. May be repeated.")
    private @Nullable List<String> changedDisks;

    @Option(
            names = "--add-nic",
            paramLabel = "NETWORK[,model=M][,mac=MAC][,bridge]",
            description = "A network interface; may be repeated.")
    private @Nullable List<String> nics;

    @Option(
            names = "--set-nic",
            paramLabel = "MAC[#N][,network=N][,bridge=B][,model=M][,link=up|down]",
            description = "Other settings of a network interface; #N is the N-th of several with one address. May be"
                    + " repeated.")
    private @Nullable List<String> changedNics;

    @Option(
            names = "--remove-device",
            paramLabel = "DEVICE",
            description = "Such as disk:vdb or nic:52:54:00:12:34:56; vm hardware shows them. May be repeated.")
    private @Nullable List<String> removed;

    @Option(names = "--add-serial", description = "One more serial line.")
    private boolean serial;

    @Option(names = "--video", paramLabel = "MODEL", description = "virtio, qxl, vga, bochs, cirrus, ramfb or none.")
    private Optional<String> video = Optional.empty();

    @Option(names = "--tpm", paramLabel = "MODEL", description = "tpm-crb, tpm-tis or none.")
    private Optional<String> tpm = Optional.empty();

    @Option(names = "--firmware", paramLabel = "KIND", description = "bios, uefi or uefi-secure.")
    private Optional<String> firmware = Optional.empty();

    @Option(
            names = "--boot-order",
            paramLabel = "DEVICE,…",
            description = "From what it boots, one after the other, such as disk:vda,nic:52:54:00:12:34:56.")
    private Optional<String> bootOrder = Optional.empty();

    Optional<Integer> vcpus() {
        return vcpus;
    }

    Optional<Long> memory() {
        return memory.map(Sizes::memory);
    }

    /** Whether there is more to change than processors and memory. */
    boolean more() {
        long simple = vcpus.stream().count() + memory.stream().count();
        return changes().size() > simple;
    }

    List<HardwareChange> changes() {
        List<HardwareChange> changes = new ArrayList<>();
        maxVcpus.ifPresent(count -> changes.add(new HardwareChange.MaximumVcpus(count)));
        vcpus.ifPresent(count -> changes.add(new HardwareChange.Vcpus(count)));
        maxMemory.ifPresent(size -> changes.add(new HardwareChange.MaximumMemory(Sizes.memory(size))));
        memory.ifPresent(size -> changes.add(new HardwareChange.Memory(Sizes.memory(size))));
        each(disks, text -> changes.add(disk(text)));
        each(
                drives,
                path -> changes.add(
                        new HardwareChange.AddDisk("cdrom", path, "raw", "sata", true, 0, Optional.empty())));
        each(media, text -> {
            int equals = text.indexOf('=');
            String path = equals < 0 ? "" : text.substring(equals + 1);
            changes.add(new HardwareChange.Medium(
                    equals < 0 ? text : text.substring(0, equals),
                    Optional.of(path).filter(given -> !given.isEmpty())));
        });
        each(changedDisks, text -> {
            Parts parts = Parts.of(text, Set.of("bus", "cache", "readonly"));
            changes.add(new HardwareChange.ChangeDisk(
                    parts.first(),
                    parts.value("bus"),
                    parts.value("cache"),
                    parts.value("readonly").map(Noun::yesOrNo)));
        });
        each(nics, text -> {
            Parts parts = Parts.of(text, Set.of("model", "mac", "bridge"));
            changes.add(new HardwareChange.AddNic(
                    parts.has("bridge") ? "bridge" : "network",
                    parts.first(),
                    parts.value("model").orElse("virtio"),
                    parts.value("mac")));
        });
        each(changedNics, text -> changes.add(nic(text)));
        if (serial) {
            changes.add(new HardwareChange.AddSerial());
        }
        video.ifPresent(model -> changes.add(new HardwareChange.Video(model)));
        tpm.ifPresent(model ->
                changes.add(new HardwareChange.Tpm(Optional.of(model).filter(given -> !given.equals("none")))));
        firmware.ifPresent(kind -> changes.add(new HardwareChange.Firmware(firmware(kind))));
        bootOrder.ifPresent(keys -> changes.add(new HardwareChange.BootOrder(List.of(keys.split(",")))));
        each(removed, key -> changes.add(new HardwareChange.RemoveDevice(key)));
        return changes;
    }

    private static void each(@Nullable List<String> given, java.util.function.Consumer<String> work) {
        if (given != null) {
            given.forEach(work);
        }
    }

    private static HardwareChange disk(String text) {
        Parts parts = Parts.of(text, Set.of("size", "format", "bus", "readonly"));
        return new HardwareChange.AddDisk(
                "disk",
                parts.first(),
                parts.value("format").orElse("qcow2"),
                parts.value("bus").orElse("virtio"),
                parts.has("readonly"),
                parts.value("size").map(Sizes::parse).orElse(0L),
                Optional.empty());
    }

    private static HardwareChange nic(String text) {
        Parts parts = Parts.of(text, Set.of("network", "bridge", "model", "link"));
        boolean bridge = parts.value("bridge").isPresent();
        return new HardwareChange.ChangeNic(
                parts.first(),
                Optional.of(bridge ? "bridge" : "network"),
                bridge ? parts.value("bridge") : parts.value("network"),
                parts.value("model"),
                parts.value("link").map(link -> switch (link) {
                    case "up" -> true;
                    case "down" -> false;
                    default -> throw invalid("A link is up or down, not \"" + link + "\".");
                }));
    }

    private static FirmwareKind firmware(String word) {
        for (FirmwareKind kind : FirmwareKind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw invalid("Firmware is bios, uefi or uefi-secure, not \"" + word + "\".");
    }

    /** {@code first,name=value,flag} */
    private record Parts(String first, Map<String, String> values) {
        static Parts of(String text, Set<String> known) {
            String[] parts = text.split(",");
            Map<String, String> values = new HashMap<>();
            for (int i = 1; i < parts.length; i++) {
                int equals = parts[i].indexOf('=');
                String name = equals < 0 ? parts[i] : parts[i].substring(0, equals);
                if (!known.contains(name)) {
                    throw invalid("\"" + name + "\" is not known in \"" + text + "\".");
                }
                values.put(name, equals < 0 ? "" : parts[i].substring(equals + 1));
            }
            return new Parts(parts[0], values);
        }

        boolean has(String name) {
            return values.containsKey(name);
        }

        Optional<String> value(String name) {
            return Optional.ofNullable(values.get(name));
        }
    }

    private static RuntimeException invalid(String what) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "The VM was not changed.", "Correct it and try again.")
                .toException();
    }

    /** A plan as a table. */
    static Table table(HardwarePlan plan) {
        Table table = new Table("Nothing would change.", "WHEN", "WHAT", "WHY");
        plan.planned()
                .forEach(one -> table.row(
                        when(one.effect()),
                        HardwareWords.text(one.change()),
                        one.effect().words()));
        return table;
    }

    private static String when(HardwarePlan.Effect effect) {
        return effect.now() ? "now" : "next start";
    }

    /** What another definition would change, in lines. */
    static String text(XmlReview review) {
        StringBuilder text = new StringBuilder();
        review.problem().ifPresent(problem -> text.append(problem.text()).append('\n'));
        if (review.problem().isEmpty()) {
            text.append(
                    review.checked()
                            ? "libvirt's schema allows it.\n"
                            : "libvirt's schema is not here to check it against; libvirt checks it when it is applied.\n");
        }
        review.differences()
                .forEach(one -> text.append("next start  ")
                        .append(one.how().name().toLowerCase(Locale.ROOT))
                        .append(' ')
                        .append(one.what())
                        .append(": ")
                        .append(one.effect().words())
                        .append('\n'));
        if (review.problem().isEmpty() && review.differences().isEmpty()) {
            text.append("Nothing would change.\n");
        }
        return text.toString();
    }

    /** Hardware for reading. */
    static String sheet(Hardware hardware, Map<String, List<String>> shared) {
        Hardware.Sizes now = hardware.now();
        Hardware.Sizes next = hardware.next();
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        lines.add(Map.entry(
                "vCPU", both(now.vcpus() + " of " + now.maximumVcpus(), next.vcpus() + " of " + next.maximumVcpus())));
        lines.add(Map.entry(
                "Memory",
                both(
                        Sizes.marked(now.memoryBytes()) + " of " + Sizes.marked(now.maximumMemoryBytes()),
                        Sizes.marked(next.memoryBytes()) + " of " + Sizes.marked(next.maximumMemoryBytes()))));
        lines.add(Map.entry("Machine", both(now.machine(), next.machine())));
        lines.add(Map.entry(
                "Firmware", both(now.firmware().word(), next.firmware().word())));
        lines.add(
                Map.entry("Boot order", both(String.join(", ", now.bootOrder()), String.join(", ", next.bootOrder()))));
        hardware.devices().forEach(device -> lines.add(Map.entry(device.key(), line(device))));
        shared.forEach((address, users) -> lines.add(
                Map.entry("Shared", "the address " + address + " is also one of " + String.join(", ", users))));
        return CtlOutput.sheet(lines);
    }

    private static String both(String now, String next) {
        return now.equals(next) ? next : now + "; at the next start " + next;
    }

    private static String line(HardwareDevice device) {
        List<String> words = new ArrayList<>();
        words.add(device.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        words.add(device.bus());
        words.add(device.model());
        words.add(device.source());
        words.add(device.connected() ? "" : "cable out");
        words.add(
                switch (device.presence()) {
                    case HERE -> "";
                    case COMES -> "(comes at the next start)";
                    case GOES -> "(goes at the next start)";
                    case CHANGES -> "(changes at the next start)";
                });
        words.removeIf(String::isEmpty);
        return String.join(" ", words);
    }
}
