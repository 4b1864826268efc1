package dev.muster.bridge.backup;

import dev.muster.bridge.backup.nbd.Extent;
import dev.muster.bridge.backup.nbd.NbdClient;
import dev.muster.bridge.backup.nbd.QemuNbd;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.backup.BackupOptions;
import dev.muster.model.backup.PointId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.LogLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings what a VM wrote over a restore point home into the disks of the VM the point is of. First those are made what the point holds,
 * whatever happened to them since, while the other VM still runs; then only what that one has written itself is left to be copied.
 */
final class DiskReturn {
    private final Lookup lookup;
    private final Repositories repositories;

    DiskReturn(Lookup lookup, Repositories repositories) {
        this.lookup = lookup;
        this.repositories = repositories;
    }

    /** Makes the disks of a VM that is off what a point of it holds; returns how many bytes differed. */
    long rewind(VmId vm, PointId point, StepContext context) throws InterruptedException {
        PointFiles files = repositories.point(point);
        long written = 0;
        for (Disk disk : disks(vm)) {
            try {
                files.requireChain(disk.target());
                Path image = files.image(disk.target());
                written += copy(disk, image, "qcow2", Optional.empty(), context);
            } catch (IOException e) {
                throw RestoreSteps.brokenOff(e);
            }
        }
        context.log(LogLine.Level.INFO, written + " bytes of its disks were other than in the restore point");
        return written;
    }

    /**
     * Copies what a VM that is off has in its disks into those of another; of one that runs over a point that the other is at, only what
     * it wrote itself.
     *
     * @return how many bytes were written
     */
    long bring(VmId from, PointId point, VmId to, StepContext context) throws InterruptedException {
        PointFiles files = repositories.point(point);
        List<Disk> sources = disks(from);
        long written = 0;
        for (Disk disk : disks(to)) {
            Disk source = sources.stream()
                    .filter(one -> one.target().equals(disk.target()))
                    .findFirst()
                    .orElseThrow(() -> refused(from, "has no disk " + disk.target() + " any more"));
            try {
                Path image = Path.of(source.source());
                boolean over = isOver(image, source, files.image(disk.target()));
                written += copy(
                        disk, image, DiskSources.format(source), over ? Optional.of(image) : Optional.empty(), context);
            } catch (IOException e) {
                throw RestoreSteps.brokenOff(e);
            }
        }
        context.log(LogLine.Level.INFO, written + " bytes were brought home");
        return written;
    }

    private static boolean isOver(Path image, Disk disk, Path below) throws IOException, InterruptedException {
        if (!DiskSources.format(disk).equals("qcow2")) {
            return false;
        }
        List<QemuImg.Image> chain = QemuImg.chain(image, "qcow2");
        return chain.size() > 1 && chain.get(1).file().equals(below.toRealPath());
    }

    private List<Disk> disks(VmId id) {
        Vm vm = lookup.hypervisor(id.host()).vms().get(id);
        if (vm.state().isActive()) {
            throw refused(id, "runs");
        }
        return PointWriter.disks(vm, BackupOptions.USUAL);
    }

    private static RuntimeException refused(VmId vm, String why) {
        return Problem.of(
                        ErrorCode.VM_STATE,
                        "The VM " + vm + " " + why + ", so its disks cannot be brought home.",
                        "What was recovered is as it was.",
                        "Look at the VM, then try again.")
                .toException();
    }

    /**
     * One disk.
     *
     * @param layered the image itself where only what lies in its own layer is of interest
     */
    private static long copy(Disk disk, Path image, String format, Optional<Path> layered, StepContext context)
            throws IOException, InterruptedException {
        Path sockets = Files.createTempDirectory("muster-nbd");
        try (QemuNbd from = layered.isPresent()
                        ? QemuNbd.exportWithDepth(image, sockets)
                        : QemuNbd.export(new QemuNbd.Export(image, format, false, Optional.empty()), sockets);
                QemuNbd into = QemuNbd.export(
                        new QemuNbd.Export(Path.of(disk.source()), DiskSources.format(disk), true, Optional.empty()),
                        sockets)) {
            List<DiskReading.Range> ranges = ranges(from, into, layered.isPresent());
            long total = new DiskReading(ranges, List.of()).bytes();
            DiskTransfer.Meter meter = (read, _) -> {
                context.checkCancelled();
                context.progress(read, total, "bytes");
            };
            long written = new DiskUpdate(from::connect, into::connect, meter).run(ranges, DiskFill.READERS);
            if (written > 0 && new DiskUpdate(from::connect, into::connect, meter).run(ranges, DiskFill.READERS) > 0) {
                throw DiskFill.wrong(disk.source(), 0);
            }
            return written;
        } finally {
            Files.deleteIfExists(sockets);
        }
    }

    private static List<DiskReading.Range> ranges(QemuNbd from, QemuNbd into, boolean own) throws IOException {
        List<DiskReading.Range> ranges = new ArrayList<>();
        try (NbdClient source = from.connect(own ? List.of(NbdClient.DEPTH) : List.of());
                NbdClient target = into.connect(List.of())) {
            if (source.size() > target.size()) {
                throw new IOException("the disk grew from " + target.size() + " to " + source.size() + " bytes");
            }
            if (!own) {
                return List.of(new DiskReading.Range(0, BlockMap.blocks(source.size())));
            }
            for (Extent extent : source.extents(NbdClient.DEPTH, 0, source.size())) {
                long first = extent.offset() / BlockMap.BLOCK;
                if (extent.flags() == 1) {
                    boolean follows = !ranges.isEmpty() && ranges.getLast().end() > first;
                    ranges.add(new DiskReading.Range(
                            follows ? ranges.getLast().end() : first, BlockMap.blocks(extent.end())));
                }
            }
        }
        return ranges.stream().filter(range -> range.first() < range.end()).toList();
    }
}
