package dev.muster.app.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The tiny guest, made by {@code tools/build-guest} from this machine's packages.
 *
 * @param kernel absolute path of the kernel
 * @param initrd absolute path of the initial RAM disk
 */
public record Guest(Path kernel, Path initrd) {
    /** Makes it, or finds the one made before, and puts it where its paths are short to type. */
    public static Guest build(Path near) throws IOException, InterruptedException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("tools/build-guest"))) {
            root = root.getParent();
            if (root == null) {
                throw new AssertionError("not inside a checkout");
            }
        }
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
        return new Guest(
                Files.copy(guest.resolve("vmlinuz"), near.resolve("vmlinuz")),
                Files.copy(guest.resolve("initrd"), near.resolve("initrd")));
    }
}
