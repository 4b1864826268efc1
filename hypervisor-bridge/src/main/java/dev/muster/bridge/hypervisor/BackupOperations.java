package dev.muster.bridge.hypervisor;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.DiskPlaces;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reading the disks of VMs that run, as they were at one instant. */
public interface BackupOperations {
    /** What begins the names of checkpoints that are Muster's. */
    String OURS = "muster-";

    /** Of a hypervisor that cannot. */
    BackupOperations NONE = new BackupOperations() {
        @Override
        public boolean isHere() {
            return false;
        }

        @Override
        public void begin(VmId vm, Capture capture) {
            throw Problem.of(
                            ErrorCode.NOT_SUPPORTED,
                            "This hypervisor cannot back up VMs.",
                            "Nothing was changed.",
                            "Back up what is inside the guest.")
                    .toException();
        }

        @Override
        public void end(VmId vm) {}

        @Override
        public void deleteCheckpoint(VmId vm, String name) {}

        @Override
        public OptionalLong written(VmId vm, String checkpoint) {
            return OptionalLong.empty();
        }

        @Override
        public boolean isServing(VmId vm) {
            return false;
        }

        @Override
        public List<String> bitmaps(VmId vm) {
            return List.of();
        }

        @Override
        public void deleteBitmap(VmId vm, String name) {}

        @Override
        public Freeze freeze(VmId vm) {
            return new Freeze.Silent("this hypervisor has no agents");
        }

        @Override
        public boolean thaw(VmId vm) {
            return true;
        }

        @Override
        public CaptureLine line(VmId vm) {
            begin(vm, new Capture(Path.of("/"), new TreeMap<>(), ""));
            throw new IllegalStateException();
        }

        @Override
        public void beginCopy(VmId vm, String target, DiskPlaces.Place to) {
            begin(vm, new Capture(Path.of("/"), new TreeMap<>(), ""));
        }
    };

    /**
     * How the disks of a VM are captured.
     *
     * @param socket where its disks are served until the end, each under its target; its directory is QEMU's to write to
     * @param disks the disks by target; others are left out
     * @param checkpoint begins to keep track of what is written from that instant on, of disks that can
     */
    record Capture(Path socket, SortedMap<String, CapturedDisk> disks, String checkpoint) {
        public Capture {
            disks = Collections.unmodifiableSortedMap(new TreeMap<>(disks));
        }
    }

    /**
     * How one disk is captured.
     *
     * @param scratch the file into which QEMU puts aside what is overwritten
     * @param tracked whether its image can keep track of what is written
     * @param since the checkpoint from which on what was written is wanted; it is the context {@code qemu:dirty-bitmap:} with
     *     the target; empty for all of it
     */
    record CapturedDisk(Path scratch, boolean tracked, Optional<String> since) {}

    /** Whether the files of its hosts are files of this machine. */
    boolean isHere();

    /**
     * Captures all disks at one instant, of a VM that runs or is paused. It goes on; what it overwrites is put aside until the
     * end.
     *
     * @throws dev.muster.model.error.MusterException {@code NOT_SUPPORTED}, {@code HYPERVISOR_REFUSED} where what was written
     *     since that checkpoint is not known any more; {@code VM_BUSY} where another backup is under way
     */
    void begin(VmId vm, Capture capture);

    /** Serves its disks no more; nothing where none is under way. */
    void end(VmId vm);

    /** Forgets a checkpoint with what it kept track of; nothing where there is none. */
    void deleteCheckpoint(VmId vm, String name);

    /** How many bytes of a VM that runs were written since a checkpoint; empty where that is not known any more. */
    OptionalLong written(VmId vm, String checkpoint);

    /** Whether a backup that Muster began still serves the disks of a VM. */
    boolean isServing(VmId vm);

    /** The names of Muster's bitmaps in the images of a VM's disks that no checkpoint is about. */
    List<String> bitmaps(VmId vm);

    /** Deletes a bitmap that no checkpoint is about from the images of a VM's disks. */
    void deleteBitmap(VmId vm, String name);

    /** What came of asking a guest to hold its file systems still. */
    sealed interface Freeze {
        /**
         * They are still.
         *
         * @param fileSystems how many; 0 where the agent knows none that can be
         */
        record Still(int fileSystems) implements Freeze {}

        /**
         * They are not: there is no agent, or one that does not answer, and it was not told.
         *
         * @param why in words
         */
        record Silent(String why) implements Freeze {}

        /**
         * They are not: the agent answered that it cannot.
         *
         * @param why in words
         */
        record Refused(String why) implements Freeze {}

        /**
         * They are not, and may yet be: the agent was told, and is not done in time.
         *
         * @param why in words
         */
        record Late(String why) implements Freeze {}
    }

    /** Asks the guest's agent to hold its file systems still. Returns within half a minute. */
    Freeze freeze(VmId vm);

    /**
     * Asks the guest's agent to let its file systems go on; nothing where the guest was never asked to stop. Returns within fifteen
     * seconds.
     *
     * @return false where the agent is there and does not answer, so that they may be still, or become so
     */
    boolean thaw(VmId vm);

    /**
     * Begins to copy a disk of a VM that runs to another place while it is written to; leaves a copy under way alone. How far it
     * is, and its end, are those of a merge: {@link SnapshotOperations#merge}.
     *
     * @param to an image or device that is there, of the disk's size, and holds zeros
     */
    void beginCopy(VmId vm, String target, DiskPlaces.Place to);

    /** Opens a way of its own to a VM, which the caller closes; over a network that is a login. */
    CaptureLine line(VmId vm);
}
