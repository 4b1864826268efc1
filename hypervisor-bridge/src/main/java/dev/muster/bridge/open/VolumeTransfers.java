package dev.muster.bridge.open;

import dev.muster.model.bridge.FeatureCall;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.job.JobId;
import dev.muster.model.storage.PoolQuery;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Files of whoever asks on their way to and from volumes, over any bridge. A part at a time, each only when the one before it
 * is written, so that neither side ever holds more than one.
 */
public final class VolumeTransfers {
    private static final int PART = FeatureCall.MOST_BYTES;

    private VolumeTransfers() {}

    /** Hears how far it is. */
    @FunctionalInterface
    public interface Progress {
        /**
         * So much is done.
         *
         * @return whether to go on; otherwise it ends with {@code JOB_CANCELLED}
         */
        boolean at(long done, long total);
    }

    /**
     * Sends a file to an upload's job, from where that stands: it may have had part of it before. Returns once all of it is
     * with the bridge; the job still has to end.
     *
     * @throws MusterException {@code FILE_MISSING}, {@code JOB_NOT_FOUND}, {@code JOB_CANCELLED}, {@code BRIDGE_UNREACHABLE}
     */
    public static void upload(HypervisorBridge bridge, JobId job, Path file, Progress progress) {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long total = in.size();
            long next = 0;
            while (next < total) {
                byte[] part = read(in, next, total);
                next = send(bridge, job, next, part);
                if (!progress.at(next, total)) {
                    throw stopped();
                }
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static byte[] read(FileChannel in, long from, long total) throws IOException {
        ByteBuffer part = ByteBuffer.allocate((int) Math.min(PART, total - from));
        while (part.hasRemaining()) {
            if (in.read(part, from + part.position()) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        return part.array();
    }

    /**
     * Fetches a volume's file. It is written beside the file wanted, with {@code .part} at its end, and goes on from there
     * where an earlier try left one; only when all of it is there does it get its name.
     *
     * @param file must not be there
     * @throws MusterException {@code VOLUME_NOT_FOUND}, {@code POOL_STATE} while a running VM uses it, {@code VOLUME_EXISTS}
     *     where the file is there, {@code JOB_CANCELLED}, {@code BRIDGE_UNREACHABLE}
     */
    public static void download(HypervisorBridge bridge, VolumeId volume, Path file, Progress progress) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        if (Files.exists(file)) {
            throw there(file);
        }
        try {
            try (RandomAccessFile out = new RandomAccessFile(part.toFile(), "rw")) {
                PoolQuery.DownloadTicket opened = bridge.ask(new PoolQuery.OpenDownload(volume));
                long total = opened.size();
                long next = out.length() > total ? 0 : out.length();
                out.setLength(next);
                out.seek(next);
                while (next < total) {
                    byte[] bytes = fetch(bridge, opened.ticket(), next);
                    if (bytes.length == 0) {
                        throw changed(volume, part);
                    }
                    out.write(bytes);
                    next += bytes.length;
                    if (!progress.at(next, total)) {
                        throw stopped();
                    }
                }
                out.getFD().sync();
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            throw there(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Sends one part, and returns when it is written.
     *
     * @return the offset that is wanted next; the size of the file when all of it is there
     */
    public static long send(HypervisorBridge bridge, JobId job, long offset, byte[] part) {
        byte[] next = bridge.call(
                new FeatureCall("storage/upload", Map.of("job", job.text(), "offset", String.valueOf(offset)), part));
        return Long.parseLong(new String(next, StandardCharsets.US_ASCII));
    }

    /** Returns the next part of an open download, at most 1 MiB; empty at its end. */
    public static byte[] fetch(HypervisorBridge bridge, String ticket, long offset) {
        return bridge.call(new FeatureCall(
                "storage/download",
                Map.of("ticket", ticket, "offset", String.valueOf(offset), "length", String.valueOf(PART)),
                new byte[0]));
    }

    /** The size of a file; empty where there is none that can be read. */
    public static OptionalLong size(Path file) {
        try {
            return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static MusterException stopped() {
        return Problem.of(
                        ErrorCode.JOB_CANCELLED,
                        "The transfer was stopped.",
                        "What came so far of a download is kept beside the file, with .part at its end.",
                        "Start it again to go on.")
                .toException();
    }

    private static MusterException changed(VolumeId volume, Path part) {
        return Problem.of(
                        ErrorCode.VM_FILES_CHANGED,
                        "The volume " + volume.name() + " has another size than when the download began.",
                        "What was fetched is of no use.",
                        "Delete " + part + " and start again while nothing writes to the volume.")
                .toException();
    }

    private static MusterException there(Path file) {
        return Problem.of(
                        ErrorCode.VOLUME_EXISTS,
                        "There is a file " + file + " already.",
                        "It was left as it is.",
                        "Choose another name.")
                .toException();
    }

    static MusterException unreadable(Path file, IOException why) {
        return Problem.of(
                        ErrorCode.FILE_MISSING,
                        "The file " + file + " cannot be read or written.",
                        "The transfer ended.",
                        "Look whether the file is there, whether it is yours, and whether the disk has room.")
                .withDetails(why.toString())
                .toException(why);
    }
}
