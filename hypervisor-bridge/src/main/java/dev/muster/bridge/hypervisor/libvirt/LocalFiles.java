package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files of this machine. */
final class LocalFiles {
    private static final Logger LOG = LoggerFactory.getLogger(LocalFiles.class);
    private static final int QCOW2_MAGIC = 0x514649fb;
    private static final long QEMU_IMG_SECONDS = 30;

    Optional<Long> size(String path) {
        try {
            return Optional.of(Files.size(Path.of(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(-1L);
        }
    }

    /** Without symbolic links; of a file that is not there yet, its directory's and its name. */
    String realPath(String path) {
        Path file = Path.of(path);
        try {
            return file.toRealPath().toString();
        } catch (IOException absent) {
            LOG.debug("{} has no real path: {}", path, absent.toString());
        }
        Path directory = file.getParent();
        Path name = file.getFileName();
        try {
            return directory == null || name == null
                    ? path
                    : directory.toRealPath().resolve(name).toString();
        } catch (IOException absent) {
            LOG.debug("{} has no real path: {}", directory, absent.toString());
            return path;
        }
    }

    /** The size a guest would see; -1 where the file is not of that format. The header is that of QEMU's qcow2.txt. */
    long virtualSize(String path, String format) {
        if (format.equals("raw")) {
            return size(path).orElse(-1L);
        }
        ByteBuffer head = ByteBuffer.wrap(read(path, 0, 32));
        return head.remaining() == 32 && head.getInt(0) == QCOW2_MAGIC ? head.getLong(24) : -1;
    }

    void create(String path, long bytes, String format) {
        Process qemuImg;
        try {
            qemuImg = new ProcessBuilder(
                            List.of("qemu-img", "create", "-q", "-f", format, "--", path, Long.toString(bytes)))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw Problem.of(
                            ErrorCode.NOT_SUPPORTED,
                            "qemu-img is not on this machine.",
                            "No disk image was made.",
                            "Install it (Debian: qemu-utils), or use a path in a pool.")
                    .withDetails(String.valueOf(e.getMessage()))
                    .toException(e);
        }
        try {
            qemuImg.getOutputStream().close();
            boolean ended = qemuImg.waitFor(QEMU_IMG_SECONDS, TimeUnit.SECONDS);
            String said =
                    ended ? new String(qemuImg.getInputStream().readAllBytes(), StandardCharsets.UTF_8) : "too slow";
            if (!ended || qemuImg.exitValue() != 0) {
                throw failed("The disk image " + path + " was not made.", said);
            }
        } catch (IOException e) {
            throw failed("The disk image " + path + " was not made.", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("Making the disk image " + path + " was interrupted.", "");
        } finally {
            // what nobody waits for any longer must not go on writing
            qemuImg.destroyForcibly();
        }
    }

    void copy(String from, String to) {
        try {
            Files.copy(Path.of(from), Path.of(to), StandardCopyOption.COPY_ATTRIBUTES);
        } catch (NoSuchFileException e) {
            throw HostFiles.missing(from);
        } catch (FileAlreadyExistsException e) {
            throw Problem.of(
                            ErrorCode.VOLUME_EXISTS,
                            "There is a file " + to + " already.",
                            "It was left as it is.",
                            "Choose another name, or delete that file first.")
                    .toException(e);
        } catch (IOException e) {
            throw io("The file " + from + " was not copied.", e);
        }
    }

    void delete(String path) {
        Path file = Path.of(path);
        if (Files.isDirectory(file)) {
            throw Problem.of(
                            ErrorCode.PATH_FORBIDDEN,
                            path + " is a directory.",
                            "It was left as it is.",
                            "Name single files.")
                    .toException();
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw io("The file " + path + " was not deleted.", e);
        }
    }

    byte[] read(String path, long offset, int limit) {
        try (FileChannel channel = FileChannel.open(Path.of(path), StandardOpenOption.READ)) {
            long length = Math.clamp(channel.size() - offset, 0, limit);
            ByteBuffer buffer = ByteBuffer.allocate((int) length);
            while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
                // read() moves the position
            }
            byte[] bytes = new byte[buffer.flip().remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (NoSuchFileException e) {
            throw HostFiles.missing(path);
        } catch (IOException e) {
            throw io("The file " + path + " cannot be read.", e);
        }
    }

    private static MusterException io(String what, IOException e) {
        if (e instanceof AccessDeniedException) {
            return Problem.of(
                            ErrorCode.PERMISSION_DENIED,
                            what,
                            "Nothing was changed.",
                            "Run Muster as a user who may, or use a pool.")
                    .withDetails(String.valueOf(e.getMessage()))
                    .toException(e);
        }
        return failed(what, String.valueOf(e.getMessage()));
    }

    private static MusterException failed(String what, String details) {
        boolean full = details.contains("No space left on device") || details.contains("Disk quota exceeded");
        return Problem.of(
                        full ? ErrorCode.DISK_FULL : ErrorCode.HYPERVISOR_REFUSED,
                        what,
                        full ? "A VM that writes there may pause until there is room." : "Nothing else was changed.",
                        full ? "Make room, then try again." : "Look at the details, then try again.")
                .withDetails(details.strip())
                .toException();
    }
}
