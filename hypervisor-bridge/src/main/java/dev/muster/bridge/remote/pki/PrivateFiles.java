package dev.muster.bridge.remote.pki;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files only their owner may read. They are born with that mode, written beside their place, synced and moved there, so
 * that neither a reader nor a crash ever meets half of one.
 */
public final class PrivateFiles {
    private PrivateFiles() {}

    /** Makes the directory and those above it; the directory itself is for its owner alone. */
    public static void makeDirectory(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Path parent = directory.toAbsolutePath().getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.createDirectory(directory, mode("rwx------"));
            }
        } catch (IOException e) {
            throw failed(directory, e);
        }
    }

    /** Writes the file; durable when this returns. */
    public static void write(Path file, String text) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            try (FileChannel out = FileChannel.open(
                    fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode("rw-------"))) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static FileAttribute<?>[] mode(String mode) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            // Windows: a file in the user's profile is the user's alone by inheritance.
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }

    private static RuntimeException failed(Path file, IOException cause) {
        return Problem.of(
                        ErrorCode.STORE_UNREADABLE,
                        file + " cannot be written.",
                        "VMs are not affected.",
                        "Check that the disk has room and that the directory belongs to you.")
                .withDetails(cause.toString())
                .toException(cause);
    }
}
