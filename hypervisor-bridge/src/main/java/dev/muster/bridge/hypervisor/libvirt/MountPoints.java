package dev.muster.bridge.hypervisor.libvirt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Where file systems of this machine are mounted, from the kernel's list and so without touching one that hangs. */
final class MountPoints {
    private static final Path LIST = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;

    private MountPoints() {}

    /** Where the file system of an absolute path is mounted; the path itself where that is not known. */
    static String of(String path) {
        Path wanted = Path.of(path).normalize();
        try (var lines = Files.lines(LIST, StandardCharsets.UTF_8)) {
            return lines.map(line -> Path.of(unescaped(line.split(" ")[MOUNT_POINT])))
                    .filter(wanted::startsWith)
                    .max(Comparator.comparingInt(Path::getNameCount))
                    .map(Path::toString)
                    .orElse(path);
        } catch (IOException | java.io.UncheckedIOException e) {
            return path;
        }
    }

    /** proc(5) writes blank, tab, line feed and backslash as three octal digits. */
    private static String unescaped(String text) {
        return text.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
