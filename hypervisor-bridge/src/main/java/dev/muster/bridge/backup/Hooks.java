package dev.muster.bridge.backup;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Programs of the bridge's machine that are run before and after a backup: those that its administrator put into the directory
 * {@code hooks} of its state, and no others.
 */
final class Hooks {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path directory;

    Hooks(Path directory) {
        this.directory = directory;
    }

    /** {@code USAGE_INVALID} where there is no such program, or others than its owner may change it. */
    void require(String name) {
        Path file = directory.resolve(name);
        boolean good;
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            good = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.isExecutable(file)
                    && !rights.contains(PosixFilePermission.GROUP_WRITE)
                    && !rights.contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException e) {
            good = false;
        }
        if (!good) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "There is no hook \"" + name + "\" that may be run.",
                            "Nothing was captured.",
                            "Put the program into " + directory + ", executable and writable by its owner alone.")
                    .toException();
        }
    }

    /**
     * Runs it, with {@code before} or {@code after} as its only argument and the VM in its environment.
     *
     * @throws MusterException {@code FREEZE_FAILED} where it fails, or does not end within a minute
     */
    void run(String name, String when, Vm vm) throws InterruptedException {
        require(name);
        ProcessBuilder line = new ProcessBuilder(directory.resolve(name).toString(), when)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        line.environment().put("MUSTER_VM", vm.name());
        line.environment().put("MUSTER_VM_UUID", vm.id().uuid().toString());
        String how = "could not be started";
        try {
            Process process = line.start();
            try {
                if (process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    if (process.exitValue() == 0) {
                        return;
                    }
                    how = "ended with status " + process.exitValue();
                } else {
                    how = "did not end within " + LIMIT.toSeconds() + " s";
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            how = "could not be started: " + e.getMessage();
        }
        throw Problem.of(
                        ErrorCode.FREEZE_FAILED,
                        "The hook \"" + name + "\" failed " + when + " the backup of " + vm.name() + ".",
                        "The VM goes on.",
                        "Run it by hand, and look at what it says.")
                .withDetails(name + " " + how)
                .toException();
    }
}
