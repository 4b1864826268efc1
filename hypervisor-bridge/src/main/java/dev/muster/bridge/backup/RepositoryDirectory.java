package dev.muster.bridge.backup;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.store.WholeFiles;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The directory of a repository on disk. What is in it is written aside, brought to the disk, and renamed into its place, so that
 * a power cut leaves it whole or absent.
 */
final class RepositoryDirectory {
    /** The layout this version writes; it reads older ones. */
    static final int LAYOUT = 1;

    static final String MARKER = "muster-repository.json";
    static final String MANIFEST = "manifest.json";
    /** The manifest of a point that is being merged into the next one. */
    static final String RETIRED = "retired.json";

    private static final String VMS = "vms";
    private static final String SETS = "sets";

    /** What an ext4 file system makes by itself. */
    private static final String LOST = "lost+found";

    private final Path root;

    private RepositoryDirectory(Path root) {
        this.root = root;
    }

    /**
     * What marks a directory as a repository.
     *
     * @param layout which layout it has
     * @param id which one it is
     */
    private record Marker(int layout, UUID id) {}

    /**
     * What a directory is known by; empty where it could become a repository.
     *
     * @throws MusterException {@code REPOSITORY_UNUSABLE} where it is neither
     */
    static Optional<UUID> look(Path root) {
        Optional<Marker> marker = marker(root);
        if (marker.isEmpty()) {
            requireEmpty(root);
        }
        return marker.map(Marker::id);
    }

    /**
     * The repository that was added as that one.
     *
     * @throws MusterException {@code REPOSITORY_UNUSABLE} where its directory is absent, not mounted, or another's
     */
    static RepositoryDirectory open(Path root, UUID mark) {
        Optional<Marker> marker = marker(root);
        if (marker.isEmpty()) {
            throw unusable(
                    "The directory " + root + " is there, but not what is in the repository.",
                    "Mount what belongs there. Nothing is written into an empty mount point.");
        }
        if (!marker.get().id().equals(mark)) {
            throw unusable(
                    "In " + root + " lies another repository than the one that was added.",
                    "Mount the right one, or remove this repository and add it anew.");
        }
        return new RepositoryDirectory(root);
    }

    /** Makes an empty directory the repository of that mark; twice is once. */
    static RepositoryDirectory make(Path root, UUID mark) {
        Optional<UUID> there = look(root);
        if (there.isEmpty()) {
            try {
                WholeFiles.write(root.resolve(MARKER), Json.writePretty(new Marker(LAYOUT, mark)) + "\n");
                Files.createDirectories(root.resolve(VMS));
                WholeFiles.force(root);
            } catch (IOException e) {
                throw failed(root, e);
            }
        }
        return open(root, mark);
    }

    /** Takes the mark away from a directory that has nothing in it but that. */
    static void unmake(Path root, UUID mark) {
        try {
            if (marker(root).filter(found -> found.id().equals(mark)).isPresent() && isEmpty(root.resolve(VMS))) {
                Files.deleteIfExists(root.resolve(VMS));
                Files.deleteIfExists(root.resolve(MARKER));
                WholeFiles.force(root);
            }
        } catch (IOException e) {
            throw failed(root, e);
        }
    }

    private static Optional<Marker> marker(Path root) {
        if (!Files.isDirectory(root)) {
            throw unusable("There is no directory " + root + ".", "Make or mount it on the bridge's machine first.");
        }
        Marker marker;
        try {
            marker = Json.read(Files.readString(root.resolve(MARKER), StandardCharsets.UTF_8), Marker.class);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed(root, e);
        } catch (MusterException e) {
            throw unusable(
                    root.resolve(MARKER) + " is not as Muster writes it.",
                    "Bring it back from a copy, or use another directory.");
        }
        if (marker.layout() > LAYOUT) {
            throw unusable(
                    "A newer Muster wrote the repository in " + root + " (layout " + marker.layout() + ").",
                    "Work with it from that version. What is in it stays readable with qemu-img.");
        }
        return Optional.of(marker);
    }

    private static void requireEmpty(Path root) {
        try {
            if (!isEmpty(root)) {
                throw unusable(
                        "The directory " + root + " holds files that are no repository.",
                        "Use an empty directory of its own.");
            }
            if (!Files.isWritable(root)) {
                throw unusable(
                        "The directory " + root + " cannot be written to.", "Mount it writable, or use another.");
            }
        } catch (IOException e) {
            throw failed(root, e);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return true;
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).allMatch(LOST::equals);
        }
    }

    /** The directory itself. */
    Path root() {
        return root;
    }

    /** The file system it is on. */
    FileStore store() throws IOException {
        return Files.getFileStore(root);
    }

    /** The directories of its whole restore points, of all VMs. */
    List<Path> points() {
        return list(root.resolve(VMS)).stream()
                .filter(Files::isDirectory)
                .flatMap(vm -> list(vm).stream())
                .filter(RepositoryDirectory::isWhole)
                .toList();
    }

    /** Where the sets of consistency groups are told. */
    Path sets() {
        return root.resolve(SETS);
    }

    /** The file of a set, {@code group/name}; whether it is there is whether the set is. */
    Path set(String set) {
        Path file = sets().resolve(set + ".json").normalize();
        if (!file.startsWith(sets())) {
            throw PointFiles.damaged(file, "is outside the repository");
        }
        return file;
    }

    /** Where the points of a VM are. */
    Path vm(UUID uuid) {
        return root.resolve(VMS).resolve(uuid.toString());
    }

    /** What a whole point holds; {@code POINT_DAMAGED} where its manifest cannot be read. */
    static PointManifest manifest(Path point) {
        Path file = point.resolve(isRetired(point) ? RETIRED : MANIFEST);
        try {
            PointManifest manifest = Json.read(Files.readString(file, StandardCharsets.UTF_8), PointManifest.class);
            if (manifest.layout() > LAYOUT) {
                throw PointFiles.damaged(file, "is of a newer Muster (layout " + manifest.layout() + ")");
            }
            return manifest;
        } catch (IOException e) {
            throw PointFiles.damaged(file, String.valueOf(e));
        } catch (MusterException e) {
            if (e.problem().code() == ErrorCode.POINT_DAMAGED) {
                throw e;
            }
            throw PointFiles.damaged(file, e.problem().what());
        }
    }

    /** Whether a point is being merged into the next one: it is none any more, but that still lies upon its images. */
    static boolean isRetired(Path point) {
        return Files.exists(point.resolve(RETIRED)) && !Files.exists(point.resolve(MANIFEST));
    }

    /** The whole points of a VM, the oldest first. */
    List<Path> points(UUID uuid) {
        return list(vm(uuid)).stream().filter(RepositoryDirectory::isWhole).toList();
    }

    /** What is in a directory, by name; nothing where there is none. */
    private static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.sorted().toList();
        } catch (IOException e) {
            throw failed(directory, e);
        }
    }

    /** One that is being written begins with a dot until it is whole. */
    private static boolean isWhole(Path point) {
        return !point.getFileName().toString().startsWith(".") && Files.isDirectory(point) && !isRetired(point);
    }

    private static MusterException unusable(String what, String remedy) {
        return Problem.of(
                        ErrorCode.REPOSITORY_UNUSABLE,
                        what,
                        "Nothing was written. Restore points elsewhere are as they were.",
                        remedy)
                .toException();
    }

    static MusterException failed(Path path, IOException cause) {
        if (String.valueOf(cause.getMessage()).contains("No space left on device")) {
            return full(cause);
        }
        return Problem.of(
                        ErrorCode.REPOSITORY_UNUSABLE,
                        path + " cannot be read or written.",
                        "Restore points that are whole stay so.",
                        "Look at that file system and the rights to it.")
                .withDetails(String.valueOf(cause))
                .toException(cause);
    }

    /** {@code DISK_FULL} */
    static MusterException full(IOException cause) {
        return Problem.of(
                        ErrorCode.DISK_FULL,
                        "The repository is full.",
                        "Nothing of this is kept. VMs go on, and restore points that are whole stay so.",
                        "Make room there, then run it again.")
                .withDetails(String.valueOf(cause.getMessage()))
                .toException(cause);
    }
}
