package dev.muster.bridge.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The guest that real tests boot: kernel and initial RAM disk, made from this machine's packages by
 * {@code tools/build-guest}, once. Four seconds to {@code ready} under emulation with 96 MiB.
 *
 * @param kernel absolute path of the kernel
 * @param initrd absolute path of the initial RAM disk
 */
public record TinyGuest(Path kernel, Path initrd) {
    /** Makes the guest, or finds the one made before; a missing package is an {@link AssertionError} with its name. */
    public static TinyGuest build() throws IOException, InterruptedException {
        Path root = projectRoot();
        Path guest = root.resolve("target/guest");
        Process process = new ProcessBuilder(root.resolve("tools/build-guest").toString(), guest.toString())
                .redirectErrorStream(true)
                .start();
        String output;
        try (var reader = process.inputReader()) {
            output = reader.readAllAsString();
        }
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(output);
        }
        return new TinyGuest(guest.resolve("vmlinuz"), guest.resolve("initrd"));
    }

    /** What to tell the kernel so that the guest calls itself {@code name} and speaks on its first serial line. */
    public static String commandLine(String name) {
        return "console=ttyS0 quiet muster.name=" + name;
    }

    /** What the guest says once it is up. */
    public static String ready(String name) {
        return "muster guest " + name + " ready";
    }

    /** The folder that holds the launcher, wherever in it the tests run. */
    public static Path projectRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("tools/build-guest"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new AssertionError("not inside a checkout: " + Path.of("").toAbsolutePath());
            }
            folder = parent;
        }
        return folder;
    }
}
