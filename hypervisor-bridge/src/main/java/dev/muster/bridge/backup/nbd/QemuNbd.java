package dev.muster.bridge.backup.nbd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A {@code qemu-nbd} that exports one image on a Unix socket until it is closed. */
public final class QemuNbd implements AutoCloseable {
    /** How long it may take to open an image, and to write what it still holds when it ends. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** At most this many connections at once. */
    private static final int SHARED = 16;

    private final Process process;
    private final Path socket;
    private final Path said;

    private QemuNbd(Process process, Path socket, Path said) {
        this.process = process;
        this.socket = socket;
        this.said = said;
    }

    /**
     * How an image is exported.
     *
     * @param image the file or device
     * @param format as QEMU calls it, such as {@code qcow2}; never guessed from the content
     * @param writable whether it may be written to; then nobody else has it open
     * @param bitmap a persistent bitmap in it to be offered as a context
     */
    public record Export(Path image, String format, boolean writable, Optional<String> bitmap) {}

    /**
     * Starts one.
     *
     * @param directory an existing directory of the caller's own with a short path, for its socket
     * @throws IOException with QEMU's words where the image cannot be opened
     */
    public static QemuNbd export(Export export, Path directory) throws IOException, InterruptedException {
        List<String> more = new ArrayList<>(List.of("--format=" + export.format()));
        if (!export.writable()) {
            more.add("--read-only");
        }
        export.bitmap().ifPresent(name -> more.add("--bitmap=" + name));
        return start(more, export.image().toString(), directory);
    }

    /** Exports a qcow2 image with all below it, to be read, and offers {@link NbdClient#DEPTH}. */
    public static QemuNbd exportWithDepth(Path image, Path directory) throws IOException, InterruptedException {
        return start(List.of("--format=qcow2", "--read-only", "--allocation-depth"), image.toString(), directory);
    }

    /** Exports, to be read, what a qcow2 image holds itself; where it holds nothing there are zeros instead of what lies below. */
    public static QemuNbd exportAlone(Path image, Path directory) throws IOException, InterruptedException {
        String file = image.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        return start(
                List.of("--read-only"),
                "json:{\"driver\":\"qcow2\",\"backing\":null,\"file\":{\"driver\":\"file\",\"filename\":\"" + file
                        + "\"}}",
                directory);
    }

    private static QemuNbd start(List<String> more, String image, Path directory)
            throws IOException, InterruptedException {
        Path socket = directory.resolve("nbd-" + System.nanoTime() + ".sock");
        Path said = directory.resolve(socket.getFileName() + ".log");
        List<String> line = new ArrayList<>(List.of(
                "qemu-nbd",
                "--socket=" + socket,
                "--pid-file=" + pid(socket),
                "--persistent",
                "--shared=" + SHARED,
                "--discard=unmap",
                "--detect-zeroes=off"));
        line.addAll(more);
        line.add("--");
        line.add(image);
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        QemuNbd made = new QemuNbd(process, socket, said);
        try {
            made.awaitUp();
            return made;
        } catch (IOException | InterruptedException e) {
            made.close();
            throw e;
        }
    }

    private static Path pid(Path socket) {
        return socket.resolveSibling(socket.getFileName() + ".pid");
    }

    /** It writes its number down when the image is open and it listens, and ends where it cannot. */
    private void awaitUp() throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(pid(socket))) {
            if (process.waitFor(2, TimeUnit.MILLISECONDS)) {
                throw new IOException(words());
            }
            if (System.nanoTime() - until > 0) {
                throw new IOException("qemu-nbd did not open the image within " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    private String words() throws IOException {
        String words = Files.exists(said) ? Files.readString(said).strip() : "";
        return words.isEmpty() ? "qemu-nbd ended with status " + process.exitValue() : words;
    }

    /** Where it listens. */
    public Path socket() {
        return socket;
    }

    /** Connects to it. */
    public NbdClient connect(List<String> contexts) throws IOException {
        return NbdClient.connect(socket, "", contexts);
    }

    /** Ends it; what was written is in the image when this returns. */
    @Override
    public void close() throws IOException {
        try {
            long until = System.nanoTime() + PATIENCE.toNanos();
            // one that was told while it was still getting ready has not heard it
            do {
                process.destroy();
                if (System.nanoTime() - until > 0) {
                    process.destroyForcibly();
                    throw new IOException("qemu-nbd did not end within " + PATIENCE.toSeconds() + " s");
                }
            } while (!process.waitFor(200, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(pid(socket));
            Files.deleteIfExists(said);
        }
    }
}
