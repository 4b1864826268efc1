package dev.muster.bridge.store;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The claim of one process on a state directory. The operating system lets go of it when the process dies, however it dies.
 * The holder's process id stands in the file; the lock lies beyond its text because Windows lets nobody read what is locked.
 */
final class StateLock implements AutoCloseable {
    private static final long PLACE = Long.MAX_VALUE - 1;

    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Claims the directory.
     *
     * @throws dev.muster.model.error.MusterException {@code STATE_IN_USE} naming the process that holds it
     */
    static StateLock take(Path directory) throws IOException {
        Path file = directory.resolve("lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                throw inUse(directory, holder(file));
            }
            ByteBuffer pid =
                    ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            channel.truncate(0);
            while (pid.hasRemaining()) {
                channel.write(pid);
            }
            return new StateLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(PLACE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null; // this very process holds it
        }
    }

    private static String holder(Path file) throws IOException {
        String pid = Files.readString(file, StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() ? "Another process" : "Process " + pid;
    }

    static RuntimeException inUse(Object where, String holder) {
        return Problem.of(
                        ErrorCode.STATE_IN_USE,
                        holder + " is already working with the state in " + where + ".",
                        "Nothing was changed; jobs of that process go on.",
                        "Talk to that bridge instead (--bridge unix:PATH), stop it, or name another state directory (--state DIR).")
                .toException();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
