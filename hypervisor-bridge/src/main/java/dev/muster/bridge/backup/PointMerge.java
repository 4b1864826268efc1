package dev.muster.bridge.backup;

import dev.muster.bridge.backup.nbd.QemuNbd;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.store.WholeFiles;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.PointManifest.DiskContent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes a restore point away; what the next one needs of it becomes part of that. At every instant the next one reads as what it
 * was: blocks it has itself are seen before those below, so writing just these into the image below changes nothing for it; then
 * the image below takes the place of its own in one rename. Twice is once, wherever the first time was cut off.
 */
final class PointMerge {
    private final Path points;
    private final String name;
    private final StepContext context;

    PointMerge(Path points, String name, StepContext context) {
        this.points = points;
        this.name = name;
        this.context = context;
    }

    /** The names of points that somebody began to take away and did not finish. */
    static List<String> unfinished(Path points) throws IOException {
        if (!Files.isDirectory(points)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(points)) {
            return all.filter(path -> path.getFileName().toString().matches("\\..*\\.deleting")
                            || (!path.getFileName().toString().startsWith(".") && RepositoryDirectory.isRetired(path)))
                    .map(path -> path.getFileName().toString().replaceAll("^\\.|\\.deleting$", ""))
                    .sorted()
                    .toList();
        }
    }

    private Path path() {
        return points.resolve(name);
    }

    private Path going() {
        return points.resolve("." + name + ".deleting");
    }

    /** Does it. */
    void run() throws IOException, InterruptedException {
        if (Files.isDirectory(path())) {
            Optional<Path> next = next();
            if (next.isPresent()) {
                merge(next.get());
            }
            Files.move(path(), going(), StandardCopyOption.ATOMIC_MOVE);
            WholeFiles.force(points);
        }
        if (Files.isDirectory(going())) {
            try (Stream<Path> all = Files.walk(going())) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    /** The point that lies upon it. */
    private Optional<Path> next() throws IOException {
        try (Stream<Path> all = Files.list(points)) {
            for (Path each : all.filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList()) {
                boolean upon = RepositoryDirectory.manifest(each)
                        .parent()
                        .filter(name::equals)
                        .isPresent();
                if (upon) {
                    return Optional.of(each);
                }
            }
        }
        return Optional.empty();
    }

    private void merge(Path next) throws IOException, InterruptedException {
        PointManifest going = RepositoryDirectory.manifest(path());
        PointManifest stays = RepositoryDirectory.manifest(next);
        if (!RepositoryDirectory.isRetired(path())) {
            Files.move(
                    path().resolve(RepositoryDirectory.MANIFEST),
                    path().resolve(RepositoryDirectory.RETIRED),
                    StandardCopyOption.ATOMIC_MOVE);
            WholeFiles.force(path());
        }
        List<DiskContent> disks = new ArrayList<>();
        for (DiskContent disk : stays.disks()) {
            boolean shared =
                    going.disks().stream().anyMatch(other -> other.target().equals(disk.target()));
            if (shared && PointWriter.isTarget(disk.target())) {
                disks.add(merge(disk, next));
            } else {
                disks.add(disk);
            }
        }
        PointManifest merged = new PointManifest(
                stays.layout(),
                stays.vm(),
                stays.name(),
                stays.host(),
                stays.captured(),
                stays.took(),
                going.parent(),
                stays.checkpoint(),
                stays.consistency(),
                disks,
                stays.files(),
                stays.set());
        WholeFiles.write(next.resolve(RepositoryDirectory.MANIFEST), Json.writePretty(merged) + "\n");
    }

    private DiskContent merge(DiskContent disk, Path next) throws IOException, InterruptedException {
        String file = disk.target() + ".qcow2";
        Path below = path().resolve("disks").resolve(file);
        Path image = next.resolve("disks").resolve(file);
        if (Files.exists(below)) {
            fill(disk, next, below, image);
            Files.move(below, image, StandardCopyOption.ATOMIC_MOVE);
            WholeFiles.force(image.resolveSibling(""));
        }
        return new DiskContent(
                disk.target(),
                disk.source(),
                disk.size(),
                disk.image(),
                disk.map(),
                PointDraft.sha256(image),
                disk.mapSha256(),
                disk.tracked(),
                disk.checkpointed(),
                disk.stamp(),
                disk.read(),
                Files.size(image));
    }

    /** Writes into the image below what the next point has itself. */
    private void fill(DiskContent disk, Path next, Path below, Path image) throws IOException, InterruptedException {
        if (QemuImg.chain(below, "qcow2").getFirst().size() != disk.size()) {
            QemuImg.resize(below, disk.size());
        }
        Path sockets = Files.createTempDirectory("muster-nbd");
        try (QemuNbd from = QemuNbd.exportAlone(image, sockets);
                QemuNbd into = QemuNbd.export(new QemuNbd.Export(below, "qcow2", true, Optional.empty()), sockets);
                BlockMap after = BlockMap.read(next.resolve("disks").resolve(disk.target() + ".map"));
                BlockMap before = BlockMap.read(path().resolve("disks").resolve(disk.target() + ".map"));
                BlockMap all = BlockMap.blank(disk.size())) {
            // against a map that knows nothing each of those blocks is written, also after an earlier try
            all.forgetAll();
            List<DiskReading.Range> differing = after.differing(before);
            DiskReading reading = new DiskReading(differing, List.of());
            // once begun it is brought to its end: half of it is no state anybody asked for
            new DiskTransfer(
                            from::connect,
                            into::connect,
                            all,
                            (read, _) -> context.progress(read, reading.bytes(), "bytes"))
                    .run(reading, DiskFill.READERS);
        } finally {
            Files.deleteIfExists(sockets);
        }
        try (FileChannel channel = FileChannel.open(below, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
