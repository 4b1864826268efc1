package dev.muster.bridge.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        return build("initrd");
    }

    /** The same of a guest that can have QEMU's guest agent; see {@link #agentCommandLine}. Six seconds to an answer of the agent. */
    public static TinyGuest buildWithAgent() throws IOException, InterruptedException {
        return build("initrd-agent", "--agent");
    }

    private static TinyGuest build(String initrd, String... options) throws IOException, InterruptedException {
        Path root = projectRoot();
        Path guest = root.resolve("target/guest");
        List<String> line = new ArrayList<>();
        line.add(root.resolve("tools/build-guest").toString());
        line.addAll(List.of(options));
        line.add(guest.toString());
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output;
        try (var reader = process.inputReader()) {
            output = reader.readAllAsString();
        }
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(output);
        }
        return new TinyGuest(guest.resolve("vmlinuz"), guest.resolve(initrd));
    }

    /** What to tell the kernel so that the guest calls itself {@code name} and speaks on its first serial line. */
    public static String commandLine(String name) {
        return "console=ttyS0 quiet muster.name=" + name;
    }

    /**
     * The same for a guest with an agent: it mounts the file system on {@code /dev/vda}, has the agent on the channel
     * {@code org.qemu.guest_agent.0}, and says {@code muster guest NAME wrote N} for each number that is on the disk.
     */
    public static String agentCommandLine(String name) {
        return commandLine(name) + " muster.agent";
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
