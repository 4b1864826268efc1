package dev.muster.bridge.cluster.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Contents in files named by their digest, and those on their way below {@code partial}. A content gets its name by a rename
 * once all of it is on the disk, so neither a reader nor a crash meets half of one. Not thread-safe for one digest.
 */
final class ContentFiles {
    /** What came is written through this often, so that a power cut costs so much at most. */
    private static final int CHECKPOINT_BITS = 26;

    private static final int BUFFER = 1 << 20;

    private final Path directory;
    private final Path partials;

    ContentFiles(Path directory) {
        this.directory = directory;
        this.partials = directory.resolve("partial");
    }

    /** Where a content is once it is whole. */
    Path content(String digest) {
        return directory.resolve(digest.substring(0, 2)).resolve(digest);
    }

    /** Where a content is while it comes. */
    Path partial(String digest) {
        return partials.resolve(digest);
    }

    /** Bytes of a file; -1 where there is none. */
    long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : -1;
        } catch (NoSuchFileException e) {
            return -1;
        } catch (IOException e) {
            throw ArtifactProblems.unusable(file, e);
        }
    }

    /** Bytes that can still be written. */
    long free() {
        try {
            Files.createDirectories(partials);
            return Files.getFileStore(partials).getUsableSpace();
        } catch (IOException e) {
            throw ArtifactProblems.unusable(partials, e);
        }
    }

    /** Writes a part at the end of what came; returns how much there is now. */
    long append(String digest, long offset, byte[] part) {
        Path file = partial(digest);
        long next = offset + part.length;
        try {
            Files.createDirectories(partials);
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(part);
                while (bytes.hasRemaining()) {
                    out.write(bytes, offset + bytes.position());
                }
                if (offset >> CHECKPOINT_BITS != next >> CHECKPOINT_BITS) {
                    out.force(false);
                }
            }
            return next;
        } catch (IOException e) {
            throw ArtifactProblems.unusable(file, e);
        }
    }

    /** The SHA-256 of a file, in lower-case hex. */
    String hash(Path file, Watch watch) {
        MessageDigest digest = sha256();
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long total = in.size();
            long done = 0;
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            watch.at(0, total);
            while (in.read(buffer.clear()) >= 0) {
                digest.update(buffer.flip());
                done += buffer.limit();
                watch.at(done, total);
            }
        } catch (IOException e) {
            throw ArtifactProblems.unusable(file, e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Gives what came its name; durable when this returns. */
    void publish(String digest) {
        Path from = partial(digest);
        Path to = content(digest);
        try {
            try (FileChannel file = FileChannel.open(from, StandardOpenOption.WRITE)) {
                file.force(true);
            }
            Files.createDirectories(parent(to));
            move(from, to);
        } catch (IOException e) {
            throw ArtifactProblems.unusable(to, e);
        }
    }

    /** Takes the name from a content; it counts as on its way again. */
    void withdraw(String digest) {
        Path from = content(digest);
        try {
            Files.createDirectories(partials);
            move(from, partial(digest));
            Files.setLastModifiedTime(partial(digest), FileTime.from(Instant.now()));
        } catch (NoSuchFileException e) {
            return; // it never got its name
        } catch (IOException e) {
            throw ArtifactProblems.unusable(from, e);
        }
    }

    /** Deletes a file; one that is not there is left alone. */
    void delete(Path file) {
        try {
            if (Files.deleteIfExists(file)) {
                sync(parent(file));
            }
        } catch (IOException e) {
            throw ArtifactProblems.unusable(file, e);
        }
    }

    /** Deletes what nobody went on with since then. */
    void deleteAbandoned(Instant since) {
        if (!Files.isDirectory(partials)) {
            return;
        }
        try {
            for (Path file : partials()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw ArtifactProblems.unusable(partials, e);
        }
    }

    private List<Path> partials() throws IOException {
        try (Stream<Path> files = Files.list(partials)) {
            return files.toList();
        }
    }

    private void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(parent(to));
        sync(parent(from));
        sync(directory);
    }

    /** A rename is durable when the directory is written; Windows opens no directories and needs none of this. */
    private static void sync(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private Path parent(Path file) {
        return Objects.requireNonNullElse(file.getParent(), directory);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
