package dev.muster.bridge.backup;

import dev.muster.bridge.backup.nbd.QemuNbd;
import dev.muster.model.backup.PointManifest.DiskContent;
import dev.muster.model.backup.PointManifest.FileContent;
import dev.muster.model.error.MusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads restore points and says what is wrong with them. Each file is hashed once, however many points lie upon it. */
final class PointCheck {
    private final Map<Path, Optional<String>> known = new HashMap<>();
    private final DiskTransfer.Meter meter;
    private long hashed;

    /** Tells how much it has read. */
    PointCheck(DiskTransfer.Meter meter) {
        this.meter = meter;
    }

    /** What is wrong with its files or those it lies upon, in a sentence; empty where nothing is. */
    Optional<String> files(PointFiles point) throws IOException, InterruptedException {
        try {
            for (FileContent file : point.manifest().files()) {
                Optional<String> wrong = file(point.file(file.name()), file.sha256());
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
            for (DiskContent disk : point.manifest().disks()) {
                Optional<String> wrong = disk(point, disk.target());
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
            return Optional.empty();
        } catch (MusterException e) {
            return Optional.of(e.problem().what());
        }
    }

    private Optional<String> disk(PointFiles point, String target) throws IOException, InterruptedException {
        for (PointFiles member : point.chain(target)) {
            DiskContent disk = member.disk(target);
            // the image of a point that is being merged holds what the next one does, which its block map tells
            Optional<String> wrong = RepositoryDirectory.isRetired(member.path())
                    ? Optional.empty()
                    : file(member.image(target), disk.imageSha256());
            if (wrong.isEmpty()) {
                wrong = file(member.map(target), disk.mapSha256());
            }
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        point.requireChain(target);
        return Optional.empty();
    }

    private Optional<String> file(Path file, String sha256) throws IOException, InterruptedException {
        Optional<String> there = known.get(file);
        if (there != null) {
            return there;
        }
        Optional<String> wrong;
        try {
            wrong = PointDraft.sha256(file).equals(sha256)
                    ? Optional.empty()
                    : Optional.of("The file " + file + " was changed.");
            hashed += Files.size(file);
            meter.moved(hashed, 0);
        } catch (NoSuchFileException e) {
            wrong = Optional.of("The file " + file + " is missing.");
        }
        known.put(file, wrong);
        return wrong;
    }

    /** Reads its disks as a VM would, through all they lie upon, and compares block by block. */
    Optional<String> disks(PointFiles point) throws IOException, InterruptedException {
        Path sockets = Files.createTempDirectory("muster-nbd");
        long before = hashed;
        try {
            for (DiskContent disk : point.manifest().disks()) {
                try (QemuNbd server = QemuNbd.export(
                                new QemuNbd.Export(point.image(disk.target()), "qcow2", false, Optional.empty()),
                                sockets);
                        BlockMap expected = BlockMap.read(point.map(disk.target()))) {
                    DiskCheck.Found found = DiskCheck.run(
                            server::connect, expected, DiskFill.READERS, (read, _) -> meter.moved(before + read, 0));
                    if (!found.isGood()) {
                        return Optional.of("The disk " + disk.target()
                                + " holds something else than it did, first at offset " + found.firstWrong() + ".");
                    }
                }
            }
            return Optional.empty();
        } finally {
            Files.deleteIfExists(sockets);
        }
    }
}
