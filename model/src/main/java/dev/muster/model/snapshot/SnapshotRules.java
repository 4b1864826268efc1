package dev.muster.model.snapshot;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.snapshot.Snapshot.Place;
import dev.muster.model.snapshot.SnapshotDeletion.Merge;
import dev.muster.model.xml.SafeXml;
import dev.muster.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be done with the snapshots of a VM, and why not. */
public final class SnapshotRules {
    private final Vm vm;
    private final XmlElement domain;
    private final List<String> checkpoints;

    /**
     * The rules for one VM.
     *
     * @param vm as it is
     * @param liveXml its domain XML as it runs
     * @param checkpoints the names of those a backup program keeps of it
     * @throws dev.muster.model.error.MusterException {@code XML_INVALID}
     */
    public SnapshotRules(Vm vm, String liveXml, List<String> checkpoints) {
        this.vm = vm;
        this.checkpoints = List.copyOf(checkpoints);
        this.domain = SafeXml.parse(liveXml, "domain");
    }

    /** The targets of the disks a snapshot is about. */
    public List<String> disks() {
        return written().map(Disk::target).toList();
    }

    private java.util.stream.Stream<Disk> written() {
        return vm.disks().stream()
                .filter(disk -> disk.device().equals("disk")
                        && !disk.readOnly()
                        && !disk.source().isEmpty());
    }

    /** Why none can be made; empty when it can. */
    public Optional<Problem> createRefusal(Place place) {
        if (vm.state() == VmState.UNKNOWN) {
            return refused("The host of " + vm.name() + " is not connected.", "Wait until it is connected.");
        }
        if (!checkpoints.isEmpty()) {
            return checkpointed();
        }
        if (vm.state() == VmState.CRASHED) {
            return refused(
                    vm.name() + " has crashed and is kept for a look at it.",
                    "Force it off first, or dump its memory on its host.");
        }
        if (vm.savedState()) {
            return refused(
                    vm.name() + " has saved memory, which no snapshot would hold: its disks alone are torn from it.",
                    "Start it, then take the snapshot; or discard its saved state first.");
        }
        if (disks().isEmpty()) {
            return refused(
                    vm.name() + " has no disk it writes to, so there is nothing a snapshot could hold.",
                    "Give it a disk first.");
        }
        return switch (place) {
            case INTERNAL -> internalRefusal();
            case EXTERNAL ->
                written()
                        .filter(disk ->
                                !disk.source().startsWith("/") || disk.source().startsWith("/dev/"))
                        .findFirst()
                        .flatMap(disk -> refused(
                                "The disk " + disk.target() + " is no file, so no file can be laid over it.",
                                "Copy it into an image file, or take an internal snapshot."));
        };
    }

    /** The hypervisor refuses it too, in other words. */
    private Optional<Problem> checkpointed() {
        return refused(
                "A backup program keeps checkpoints of " + vm.name() + " (" + String.join(", ", checkpoints)
                        + "), which do not go together with snapshots.",
                "Let the backup program end its chain of increments, then try again.");
    }

    private Optional<Problem> internalRefusal() {
        Optional<Disk> raw =
                written().filter(disk -> !disk.format().equals("qcow2")).findFirst();
        if (raw.isPresent()) {
            String format = raw.get().format().isEmpty()
                    ? "of unknown format"
                    : raw.get().format();
            return refused(
                    "The disk " + raw.get().target() + " is " + format
                            + "; only a qcow2 image can hold a snapshot inside itself.",
                    "Take an external snapshot, or convert the disk to qcow2.");
        }
        if (hasVariables()) {
            return refused(
                    vm.name() + " boots with UEFI variables in flash, which an internal snapshot cannot hold.",
                    "Take an external snapshot.");
        }
        boolean passed = domain.child("devices")
                .filter(devices -> !devices.children("hostdev").isEmpty())
                .isPresent();
        if (passed && vm.state().isActive()) {
            return refused(
                    vm.name() + " runs with a device of the host passed through, whose state cannot be saved.",
                    "Shut it down first, or take an external snapshot.");
        }
        return Optional.empty();
    }

    private boolean hasVariables() {
        return domain.child("os", "nvram").isPresent()
                || domain.attributeOf("type", "os", "loader").equals("pflash");
    }

    private boolean hasTpm() {
        return domain.child("devices").stream()
                .flatMap(devices -> devices.children("tpm").stream())
                .anyMatch(tpm -> tpm.attributeOf("type", "backend").equals("emulator"));
    }

    /**
     * What belongs to the VM and a snapshot does not hold, as sentences. Memory holds what a TPM does, so an internal snapshot of
     * a running VM has that.
     */
    public List<String> leftOut(Place place) {
        List<String> leftOut = new ArrayList<>();
        if (hasVariables()) {
            leftOut.add("its firmware variables are not in the snapshot");
        }
        if (hasTpm() && (place == Place.EXTERNAL || !vm.state().isActive())) {
            leftOut.add("what its TPM holds is not in the snapshot");
        }
        return leftOut;
    }

    /** Why the VM cannot go back to it; empty when it can. */
    public Optional<Problem> revertRefusal(SnapshotTree tree, Snapshot to) {
        if (to.place() == Place.EXTERNAL) {
            return refused(
                    "\"" + to.name() + "\" is external; this version cannot bring a VM back to one.",
                    "Start a new VM from the file below its overlay, or delete the snapshot to keep what is now.");
        }
        if (!checkpoints.isEmpty()) {
            return checkpointed();
        }
        if (vm.savedState()) {
            return refused(
                    vm.name() + " has saved memory, which would go on upon the disks of the snapshot and ruin them.",
                    "Discard its saved state first, or start it and shut it down.");
        }
        return overlaid(tree, to.name())
                .flatMap(above -> refused(
                        "The external snapshot \"" + above.name() + "\" was laid over \"" + to.name() + "\".",
                        "Delete \"" + above.name() + "\" first."));
    }

    /** What deleting it would do. */
    public SnapshotDeletion deletion(SnapshotTree tree, Snapshot snapshot, boolean children) {
        List<Snapshot> above = tree.descendants(snapshot.name());
        List<String> going = new ArrayList<>(List.of(snapshot.name()));
        if (children) {
            above.forEach(one -> going.add(one.name()));
        }
        List<String> moving = children
                ? List.of()
                : tree.children(snapshot.name()).stream().map(Snapshot::name).toList();
        List<Merge> merges = new ArrayList<>();
        List<String> files = new ArrayList<>();
        Optional<Problem> refused = Optional.empty();
        if (snapshot.place() == Place.EXTERNAL) {
            refused = merge(snapshot, above, merges);
            if (refused.isEmpty()) {
                snapshot.disks().forEach(disk -> files.add(disk.overlay()));
            }
            if (!snapshot.memoryFile().isEmpty()) {
                files.add(snapshot.memoryFile());
            }
        } else {
            refused = overlaid(tree, snapshot.name())
                    .flatMap(external -> refused(
                            "The external snapshot \"" + external.name() + "\" was laid over \"" + snapshot.name()
                                    + "\".",
                            "Delete \"" + external.name() + "\" first."));
        }
        return new SnapshotDeletion(vm.id(), snapshot.name(), going, moving, merges, files, refused);
    }

    private Optional<Problem> merge(Snapshot snapshot, List<Snapshot> above, List<Merge> merges) {
        if (!above.isEmpty()) {
            return refused(
                    "\"" + above.getFirst().name() + "\" was made upon \"" + snapshot.name() + "\".",
                    "Delete the snapshots made upon it first, the youngest first.");
        }
        if (isAbandoned(snapshot)) {
            return Optional.empty();
        }
        if (!checkpoints.isEmpty()) {
            return checkpointed();
        }
        if (vm.state() != VmState.RUNNING && vm.state() != VmState.PAUSED) {
            return refused(
                    vm.name() + " is not running; the overlays of an external snapshot are merged while it runs.",
                    "Start it, then delete the snapshot.");
        }
        for (Snapshot.SnapshotDisk disk : snapshot.disks()) {
            if (disk.overlay().isEmpty()) {
                return refused(
                        "\"" + snapshot.name() + "\" is partly internal and partly external.",
                        "Delete it with virsh snapshot-delete.");
            }
            Optional<String> below = below(disk.target(), disk.overlay());
            if (below.isEmpty()) {
                return refused(
                        "The disk " + disk.target() + " of " + vm.name() + " does not write to " + disk.overlay()
                                + " any more.",
                        "Look at the chain of the disk in the Storage tab.");
            }
            merges.add(new Merge(disk.target(), disk.overlay(), below.get()));
        }
        return Optional.empty();
    }

    /** Whether no disk of the VM has an overlay of it in its chain any more, as after going back to one before it. */
    private boolean isAbandoned(Snapshot snapshot) {
        List<String> chains =
                domain.child("devices").map(devices -> devices.children("disk")).orElse(List.of()).stream()
                        .flatMap(disk -> files(disk).stream())
                        .toList();
        return !snapshot.disks().isEmpty()
                && snapshot.disks().stream()
                        .allMatch(disk -> !disk.overlay().isEmpty() && !chains.contains(disk.overlay()));
    }

    /** The file a disk writes to and those that libvirt lists below it; while it is off, that is the first alone. */
    private static List<String> files(XmlElement disk) {
        List<String> files = new ArrayList<>(List.of(disk.attributeOf("file", "source")));
        Optional<XmlElement> below = disk.child("backingStore");
        while (below.isPresent()) {
            files.add(below.get().attributeOf("file", "source"));
            below = below.get().child("backingStore");
        }
        return files;
    }

    /** The file below an overlay, where the disk writes to that overlay. */
    public Optional<String> below(String target, String overlay) {
        return disk(target)
                .filter(disk -> disk.attributeOf("file", "source").equals(overlay))
                .map(disk -> disk.attributeOf("file", "backingStore", "source"))
                .filter(file -> !file.isEmpty());
    }

    /** The file a disk writes to; empty where there is none. */
    public String source(String target) {
        return disk(target).map(disk -> disk.attributeOf("file", "source")).orElse("");
    }

    private Optional<XmlElement> disk(String target) {
        return domain.child("devices").map(devices -> devices.children("disk")).orElse(List.of()).stream()
                .filter(disk -> disk.attributeOf("dev", "target").equals(target))
                .findFirst();
    }

    private static Optional<Snapshot> overlaid(SnapshotTree tree, String name) {
        return tree.descendants(name).stream()
                .filter(one -> one.place() == Place.EXTERNAL)
                .findFirst();
    }

    private static Optional<Problem> refused(String what, String remedy) {
        return Optional.of(Problem.of(ErrorCode.SNAPSHOT_REFUSED, what, "Nothing was changed.", remedy));
    }
}
