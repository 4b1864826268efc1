package dev.muster.bridge.hypervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Where libvirt keeps the logs of a user's own VMs ({@code qemu:///session}) on this machine: below the XDG cache directory,
 * as its virQEMUDriverConfigNew has it.
 */
public final class UserLogs {
    private UserLogs() {}

    /** Of the user this process runs as. */
    public static Path directory() {
        return directory(System.getenv(), System.getProperty("user.home", ""));
    }

    static Path directory(Map<String, String> environment, String home) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = cache.startsWith("/") ? Path.of(cache) : Path.of(home, ".cache");
        return base.resolve(Path.of("libvirt", "qemu", "log"));
    }

    /**
     * Makes it. libvirt makes it with the first log of its own, which is after the serial line of the first VM was to be
     * written there, and so the first VM of a new user would not start.
     *
     * @throws IOException it is not there and cannot be made
     */
    public static void make(Path directory) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
