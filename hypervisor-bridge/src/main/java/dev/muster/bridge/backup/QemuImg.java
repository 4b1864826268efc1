package dev.muster.bridge.backup;

import dev.muster.bridge.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** QEMU's tool for images. It never guesses a format: what is raw may hold anything. */
final class QemuImg {
    private static final long SECONDS = 60;

    private QemuImg() {}

    /**
     * An image and what it says of itself.
     *
     * @param file where it is, links followed
     * @param format as QEMU calls it
     * @param size bytes the guest sees
     */
    record Image(Path file, String format, long size) {}

    /**
     * Makes a qcow2 image.
     *
     * @param below the name of the image it lies upon, as it stands in the image; it is not looked at
     */
    static void create(Path image, long size, Optional<String> below) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("create", "-q", "-f", "qcow2"));
        // -u: the file below was checked, and lies where the image will be, not where it is being made
        below.ifPresent(path -> line.addAll(List.of("-u", "-b", path, "-F", "qcow2")));
        line.addAll(List.of("--", image.toString(), Long.toString(size)));
        run(line);
    }

    /** The image and all below it, itself first, as QEMU finds them. */
    static List<Image> chain(Path image, String format) throws IOException, InterruptedException {
        String said =
                run(List.of("info", "-U", "--backing-chain", "-f", format, "--output=json", "--", image.toString()));
        List<Image> chain = new ArrayList<>();
        for (Object each : Json.read(said, List.class)) {
            if (!(each instanceof Map<?, ?> info)
                    || !(info.get("filename") instanceof String file)
                    || !(info.get("format") instanceof String found)
                    || !(info.get("virtual-size") instanceof Number size)
                    || info.toString().contains("data-file=")) {
                throw new IOException(image + " is made of files that make no sense");
            }
            chain.add(new Image(Path.of(file).toRealPath(), found, size.longValue()));
        }
        return chain;
    }

    /** What QEMU says of one image, without what lies below it; {@link IOException} with its words where it cannot read it. */
    static Map<?, ?> info(Path image, String format) throws IOException, InterruptedException {
        return Json.read(run(List.of("info", "-f", format, "--output=json", "--", image.toString())), Map.class);
    }

    /** Makes a qcow2 image that long. */
    static void resize(Path image, long size) throws IOException, InterruptedException {
        run(List.of("resize", "-q", "--shrink", "-f", "qcow2", "--", image.toString(), Long.toString(size)));
    }

    private static String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("qemu-img"));
        line.addAll(arguments);
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said;
        try (var words = process.inputReader()) {
            said = words.readAllAsString().strip();
        }
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(said);
        }
        return said;
    }
}
