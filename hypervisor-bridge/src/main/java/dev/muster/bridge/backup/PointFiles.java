package dev.muster.bridge.backup;

import dev.muster.model.backup.PointId;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.PointManifest.DiskContent;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A whole restore point and where its files are.
 *
 * @param id which one
 * @param path its directory
 * @param manifest what it says it holds
 */
record PointFiles(PointId id, Path path, PointManifest manifest) {
    /** What it holds of a disk; {@code POINT_NOT_FOUND} where that is not in it. */
    DiskContent disk(String target) {
        return manifest.disks().stream()
                .filter(disk -> disk.target().equals(target))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ErrorCode.POINT_NOT_FOUND,
                                "The restore point " + id + " holds no disk " + target + ".",
                                "Nothing was changed.",
                                "Look at what it holds with: muster ctl backup show " + id)
                        .toException());
    }

    Path image(String target) {
        return file("disks/" + checked(target) + ".qcow2");
    }

    Path map(String target) {
        return file("disks/" + checked(target) + ".map");
    }

    /** A file of it; names come from a manifest that anybody may have written, so they may lead nowhere else. */
    Path file(String name) {
        Path file = path.resolve(name).normalize();
        if (!file.startsWith(path)) {
            throw damaged(path.resolve(RepositoryDirectory.MANIFEST), "names the file " + name);
        }
        return file;
    }

    private String checked(String target) {
        if (!PointWriter.isTarget(target)) {
            throw damaged(path.resolve(RepositoryDirectory.MANIFEST), "names the disk " + target);
        }
        return target;
    }

    /** The point it lies upon; {@code POINT_DAMAGED} where that is missing. */
    Optional<PointFiles> parent() {
        return manifest.parent().map(name -> {
            PointId id = new PointId(id().repository(), id().vm(), name);
            Path there = path.resolveSibling(name);
            if (!Files.isDirectory(there)) {
                throw damaged(there.resolve(RepositoryDirectory.MANIFEST), "is missing");
            }
            return new PointFiles(id, there, RepositoryDirectory.manifest(there));
        });
    }

    /** Itself and all it lies upon for that disk, the newest first. */
    List<PointFiles> chain(String target) {
        List<PointFiles> chain = new ArrayList<>(List.of(this));
        Optional<PointFiles> below = parent();
        while (below.isPresent()
                && below.get().manifest().disks().stream()
                        .anyMatch(disk -> disk.target().equals(target))) {
            chain.add(below.get());
            below = below.get().parent();
        }
        return chain;
    }

    /**
     * Makes sure that QEMU, opening the image, opens exactly the files of its chain, so that an image somebody put there cannot
     * bring in another file of this machine.
     *
     * @throws MusterException {@code POINT_DAMAGED} with the member that is missing or another
     */
    void requireChain(String target) throws IOException, InterruptedException {
        List<Path> expected = new ArrayList<>();
        for (PointFiles member : chain(target)) {
            Path image = member.image(target);
            boolean merged = RepositoryDirectory.isRetired(member.path()) && !Files.exists(image);
            if (merged) {
                continue;
            }
            if (!Files.isRegularFile(image)) {
                throw damaged(image, "is missing");
            }
            expected.add(image.toRealPath());
        }
        List<Path> found;
        try {
            found = QemuImg.chain(image(target), "qcow2").stream()
                    .map(QemuImg.Image::file)
                    .toList();
        } catch (IOException e) {
            throw damaged(image(target), "cannot be opened: " + e.getMessage());
        }
        if (!found.equals(expected)) {
            throw damaged(image(target), "lies upon other images than those of its restore point");
        }
    }

    /** {@code POINT_DAMAGED} */
    static MusterException damaged(Path file, String how) {
        return Problem.of(
                        ErrorCode.POINT_DAMAGED,
                        "The file " + file + " of a restore point is missing or was changed.",
                        "Nothing was changed. Points that do not lie upon it are as good as they were.",
                        "Let the repository be checked: it says which points are good.")
                .withDetails(file + " " + how)
                .toException();
    }
}
