package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.bridge.hypervisor.FileIdentity;
import dev.muster.bridge.json.Json;
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
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files of this machine. */
final class LocalFiles {
    private static final Logger LOG = LoggerFactory.getLogger(LocalFiles.class);
    private static final int QCOW2_MAGIC = 0x514649fb;
    private static final long QEMU_IMG_SECONDS = 30;
    /** The kinds of stat(2). */
    private static final int TYPE = 0170000;

    private static final int REGULAR = 0100000;
    private static final int BLOCK = 0060000;
    private static final int DIRECTORY = 0040000;

    Optional<Long> size(String path) {
        try {
            return Optional.of(Files.size(Path.of(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(-1L);
        }
    }

    /** Which file it is, by device and inode. */
    FileIdentity identity(String path) {
        try {
            Map<String, Object> of = Files.readAttributes(Path.of(path), "unix:mode,dev,ino,rdev");
            int type = of.get("mode") instanceof Integer mode ? mode & TYPE : 0;
            String inode = of.get("dev") + ":" + of.get("ino");
            return switch (type) {
                case REGULAR -> new FileIdentity(FileIdentity.Kind.REGULAR, inode);
                case DIRECTORY -> new FileIdentity(FileIdentity.Kind.DIRECTORY, inode);
                // one device may have several nodes
                case BLOCK -> new FileIdentity(FileIdentity.Kind.BLOCK_DEVICE, "device:" + of.get("rdev"));
                default -> new FileIdentity(FileIdentity.Kind.SPECIAL, inode);
            };
        } catch (NoSuchFileException e) {
            return new FileIdentity(FileIdentity.Kind.ABSENT, "path:" + realPath(path));
        } catch (IOException e) {
            LOG.debug("{} cannot be looked at: {}", path, e.toString());
            return FileIdentity.byPath(realPath(path));
        }
    }

    /** What qemu-img says an image and all below it are, the image first; empty where there is no qemu-img. */
    Optional<List<String>> chain(String path) {
        Optional<String> said = info(path, List.of("--backing-chain"));
        if (said.isEmpty()) {
            return Optional.empty();
        }
        List<String> files = new ArrayList<>();
        for (Object image : Json.read(said.get(), List.class)) {
            if (!(image instanceof Map<?, ?> map) || !(map.get("filename") instanceof String file)) {
                throw senseless(path);
            }
            files.add(file);
        }
        return Optional.of(files);
    }

    /** The names of the snapshots inside an image. */
    List<String> snapshots(String path) {
        List<String> names = new ArrayList<>();
        info(path, List.of()).ifPresent(said -> {
            if (Json.read(said, Map.class).get("snapshots") instanceof List<?> snapshots) {
                for (Object snapshot : snapshots) {
                    if (snapshot instanceof Map<?, ?> map && map.get("name") instanceof String name) {
                        names.add(name);
                    }
                }
            }
        });
        return names;
    }

    /** The names of the bitmaps that are kept in an image. */
    List<String> bitmaps(String path) {
        List<String> names = new ArrayList<>();
        info(path, List.of()).ifPresent(said -> {
            if (Json.read(said, Map.class).get("format-specific") instanceof Map<?, ?> own
                    && own.get("data") instanceof Map<?, ?> data
                    && data.get("bitmaps") instanceof List<?> bitmaps) {
                for (Object bitmap : bitmaps) {
                    if (bitmap instanceof Map<?, ?> map && map.get("name") instanceof String name) {
                        names.add(name);
                    }
                }
            }
        });
        return names;
    }

    /** What {@code qemu-img info} says as JSON; empty where it is not on this machine. */
    private static Optional<String> info(String path, List<String> more) {
        List<String> command = new ArrayList<>(List.of("qemu-img", "info", "-U", "--output=json"));
        command.addAll(more);
        command.addAll(List.of("--", path));
        Process qemuImg;
        try {
            qemuImg = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            LOG.debug("qemu-img is not on this machine: {}", e.toString());
            return Optional.empty();
        }
        try {
            qemuImg.getOutputStream().close();
            CompletableFuture<String> said = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return new String(qemuImg.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                        } catch (IOException e) {
                            return "";
                        }
                    },
                    task -> Thread.ofVirtual().start(task));
            if (!qemuImg.waitFor(QEMU_IMG_SECONDS, TimeUnit.SECONDS) || qemuImg.exitValue() != 0) {
                throw senseless(path);
            }
            return Optional.of(said.join());
        } catch (IOException e) {
            throw senseless(path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw senseless(path);
        } finally {
            qemuImg.destroyForcibly();
        }
    }

    private static MusterException senseless(String path) {
        return Problem.of(
                        ErrorCode.PATH_FORBIDDEN,
                        "QEMU cannot make sense of the image " + path + " or of one below it.",
                        "Nothing was made or changed.",
                        "Look at it with qemu-img info --backing-chain on its host.")
                .toException();
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
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
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
        FileIdentity which = identity(path);
        if (!which.isOpenable() && which.kind() != FileIdentity.Kind.ABSENT) {
            throw Problem.of(
                            ErrorCode.PATH_FORBIDDEN,
                            path + " is neither a file with content nor a block device.",
                            "It was not opened.",
                            "Give the path of a disk image or a block device.")
                    .toException();
        }
        try (FileChannel channel = FileChannel.open(Path.of(path), StandardOpenOption.READ)) {
            // a device says that its size is 0
            boolean device = which.kind() == FileIdentity.Kind.BLOCK_DEVICE;
            long length = device ? limit : Math.clamp(channel.size() - offset, 0, limit);
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
