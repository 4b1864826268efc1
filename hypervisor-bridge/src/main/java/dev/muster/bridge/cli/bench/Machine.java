package dev.muster.bridge.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a person at a shell does on the machine that is measured on. */
final class Machine {
    private static final Path CACHES = Path.of("/proc/sys/vm/drop_caches");

    private Machine() {}

    /** Fails where libvirt is the machine's own. */
    static void requirePrivateLibvirt(String bench) throws IOException {
        if (!Files.readString(Path.of("/proc/self/mounts")).contains(" /run/libvirt tmpfs ")) {
            throw new IOException(
                    "this is not a libvirtd of the measurement's own; run \"./muster bench " + bench + "\" as root");
        }
    }

    /** What virsh says; it has to succeed. */
    static String virsh(String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("virsh", "--connect", "qemu:///system"));
        line.addAll(Arrays.asList(words));
        return must(line.toArray(String[]::new));
    }

    /** What a program says; it has to succeed. */
    static String must(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said.strip());
        }
        return said;
    }

    /** Brings all that was written to the disk, and forgets what was read, so that each side begins alike. */
    static void forgetCaches() throws IOException, InterruptedException {
        must("sync");
        Files.writeString(CACHES, "3");
    }

    /** Milliseconds until all that was written is on the disk. */
    static double sync() throws IOException, InterruptedException {
        long before = System.nanoTime();
        must("sync");
        return (System.nanoTime() - before) / 1e6;
    }

    /** Bytes that a directory takes on the disk. */
    static long bytesOf(Path directory) throws IOException, InterruptedException {
        return Long.parseLong(must("du", "-s", "-B1", directory.toString()).split("\t", 2)[0]);
    }

    /** Deletes a directory with all in it. */
    static void delete(Path directory) throws IOException, InterruptedException {
        must("rm", "-rf", "--", directory.toString());
    }
}
