package dev.muster.bridge.backup;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.store.WholeFiles;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.PointManifest.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A restore point that is being written: aside, under a name that begins with a dot, until all of it is on the disk. */
final class PointDraft {
    private static final int BUFFER = 1 << 20;

    private final Path aside;
    private final Path whole;

    private PointDraft(Path aside, Path whole) {
        this.aside = aside;
        this.whole = whole;
    }

    /**
     * Begins one anew. What was left of this and of others is deleted: while the storage does not answer, a backup that is given up
     * cannot do that itself.
     *
     * @param vm where the points of its VM are, to which nobody else adds
     */
    static PointDraft begin(Path vm, String name) throws IOException {
        PointDraft draft = of(vm, name);
        for (String left : begun(vm)) {
            of(vm, left).discard();
        }
        Files.createDirectories(draft.disks());
        return draft;
    }

    /** One that may have been begun. */
    static PointDraft of(Path vm, String name) {
        return new PointDraft(vm.resolve("." + name), vm.resolve(name));
    }

    /** Those that were begun, of the points of a VM, by the name they were to have; nothing where there are none. */
    static List<String> begun(Path vm) throws IOException {
        if (!Files.isDirectory(vm)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(vm)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\.[0-9]{8}T[0-9]{6}Z(-[0-9]+)?"))
                    .map(name -> name.substring(1))
                    .sorted()
                    .toList();
        }
    }

    /** Whether it is whole already. */
    boolean isWhole() {
        return Files.isDirectory(whole);
    }

    /** Where the images and block maps are. */
    Path disks() {
        return aside.resolve("disks");
    }

    /** Writes a small file. */
    FileContent put(String name, String text) throws IOException {
        Files.createDirectories(aside.resolve(name).resolveSibling(""));
        Files.writeString(aside.resolve(name), text, StandardCharsets.UTF_8);
        return content(name);
    }

    /** Copies a small file. */
    FileContent copy(String name, Path from) throws IOException {
        Files.createDirectories(aside.resolve(name).resolveSibling(""));
        Files.copy(from, aside.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        return content(name);
    }

    private FileContent content(String name) throws IOException {
        Path file = aside.resolve(name);
        return new FileContent(name, Files.size(file), sha256(file));
    }

    /** The SHA-256 of a file, in lower-case hex. */
    static String sha256(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            while (in.read(buffer) >= 0) {
                // the digest takes it
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Makes it a restore point: all of it is on the disk before it has its name. */
    void commit(PointManifest manifest) throws IOException {
        seal(manifest);
        publish();
    }

    /** Brings all of it to the disk: from then on nothing is missing but its name. */
    void seal(PointManifest manifest) throws IOException {
        Files.writeString(
                aside.resolve(RepositoryDirectory.MANIFEST), Json.writePretty(manifest) + "\n", StandardCharsets.UTF_8);
        for (Path each : all(aside)) {
            WholeFiles.force(each);
        }
        if (StorageWatch.isLeftBehind()) {
            throw new IOException("the storage fell silent for so long that the backup was given up");
        }
        WholeFiles.force(vm());
    }

    /** Gives one that was sealed its name; one that has it is left alone. */
    void publish() throws IOException {
        if (!isWhole()) {
            Files.move(aside, whole, StandardCopyOption.ATOMIC_MOVE);
        }
        WholeFiles.force(vm());
        WholeFiles.force(vm().resolve("..").normalize());
    }

    private Path vm() {
        return whole.resolve("..").normalize();
    }

    /** Leaves nothing of it, unless it is whole. */
    void discard() throws IOException {
        if (Files.exists(aside)) {
            for (Path each : all(aside)) {
                Files.delete(each);
            }
        }
    }

    /** What is in it before what it is in. */
    private static List<Path> all(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
