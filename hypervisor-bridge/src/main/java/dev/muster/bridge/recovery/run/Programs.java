package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.SubstepContext;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The programs of the bridge's machine that plans may run: what an administrator has put into one directory. They are run without a
 * shell, with arguments as they are.
 */
public final class Programs {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");
    private static final int OUTPUT_MOST = 64 << 10;

    private final Path directory;

    /** Those of a directory, which need not be there. */
    public Programs(Path directory) {
        this.directory = directory;
    }

    /**
     * How one ended.
     *
     * @param status its exit status
     * @param output the first of what it said
     */
    record Ended(int status, String output) {}

    /** Where one is; {@code PLAN_NOT_READY} where it is none that may be run. */
    Path require(String name) {
        Path program = directory.resolve(name);
        if (!NAME.matcher(name).matches()
                || !Files.isRegularFile(program, LinkOption.NOFOLLOW_LINKS)
                || !Files.isExecutable(program)
                || isWritableByOthers(program)) {
            throw Problem.of(
                            ErrorCode.PLAN_NOT_READY,
                            "\"" + name + "\" is no program that plans may run.",
                            "Nothing was changed.",
                            "An administrator puts it into " + directory
                                    + ", as a file that can be executed and that only they can write.")
                    .toException();
        }
        return program;
    }

    private boolean isWritableByOthers(Path program) {
        try {
            Set<PosixFilePermission> may = Files.getPosixFilePermissions(program, LinkOption.NOFOLLOW_LINKS);
            Set<PosixFilePermission> mayThere = Files.getPosixFilePermissions(directory);
            return may.contains(PosixFilePermission.OTHERS_WRITE)
                    || mayThere.contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Runs one to its end; ended with all that it started when its time is over or the step is interrupted.
     *
     * @param environment variables besides the path
     * @throws MusterException {@code PLAN_NOT_READY}; {@code PROGRAM_FAILED} where it does not end in time
     */
    Ended run(String name, List<String> arguments, Map<String, String> environment, Duration limit, SubstepContext told)
            throws InterruptedException {
        List<String> line = new ArrayList<>(List.of(require(name).toString()));
        line.addAll(arguments);
        try {
            Path output = Files.createTempFile("muster-program", ".out");
            try {
                ProcessBuilder builder = new ProcessBuilder(line)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectOutput(output.toFile());
                String path = builder.environment().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
                builder.environment().clear();
                builder.environment().put("PATH", path);
                builder.environment().putAll(environment);
                Process process = builder.start();
                try {
                    boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                    String said = said(output);
                    told.output(said);
                    if (!ended) {
                        throw late(name, limit);
                    }
                    return new Ended(process.exitValue(), said);
                } finally {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String said(Path output) throws IOException {
        try (var in = Files.newInputStream(output)) {
            return new String(in.readNBytes(OUTPUT_MOST), StandardCharsets.UTF_8).strip();
        }
    }

    private static MusterException late(String name, Duration limit) {
        return Problem.of(
                        ErrorCode.PROGRAM_FAILED,
                        "\"" + name + "\" did not end within " + limit.toSeconds() + " s and was ended.",
                        "What it had done by then stays.",
                        "Look at what it said, or give it more time in the plan.")
                .toException();
    }
}
