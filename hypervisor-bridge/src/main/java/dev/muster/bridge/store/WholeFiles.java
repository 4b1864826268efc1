package dev.muster.bridge.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there whole or as they were before, also after a power cut. */
public final class WholeFiles {
    private WholeFiles() {}

    /** Writes one: aside first, then under its name. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of bytes. */
    public static void write(Path file, byte[] content) throws IOException {
        Path aside = file.resolveSibling("." + file.getFileName() + ".part");
        Files.write(aside, content);
        force(aside);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        force(file.toAbsolutePath().resolve("..").normalize());
    }

    /** Returns when the file, or the names in the directory, are on the disk. */
    public static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
