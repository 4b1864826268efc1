package dev.muster.bridge.recovery.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A network namespace with a name; see {@code man ip-netns}. Its processes are found by it and not by numbers that were written
 * down: as long as it is there, no other process can be in it.
 *
 * @param word its name
 */
record Namespace(String word) {
    private static final Path NAMES = Path.of("/run/netns");
    private static final Path PROCESSES = Path.of("/proc");
    private static final Duration ENDING = Duration.ofSeconds(5);

    private Path file() {
        return NAMES.resolve(word);
    }

    /** Whether it is there. A name whose making was broken off is an empty file. */
    boolean exists() throws IOException {
        return Files.exists(file()) && Files.getFileStore(file()).type().equals("nsfs");
    }

    void make() throws IOException, InterruptedException {
        if (!exists()) {
            Files.deleteIfExists(file());
            Tool.ip("netns", "add", word);
        }
    }

    /** Ends all that run in it, then itself. */
    void remove() throws IOException, InterruptedException {
        if (exists()) {
            end(processes());
            Tool.ip("netns", "delete", word);
        }
        Files.deleteIfExists(file());
    }

    List<ProcessHandle> processes() throws IOException {
        if (!exists()) {
            return List.of();
        }
        String link = "net:[" + Files.getAttribute(file(), "unix:ino") + "]";
        return ProcessHandle.allProcesses()
                .filter(process -> isIn(process, link))
                .toList();
    }

    private static boolean isIn(ProcessHandle process, String link) {
        try {
            return Files.readSymbolicLink(of(process).resolve("ns/net"))
                    .toString()
                    .equals(link);
        } catch (IOException e) {
            return false; // it has just ended
        }
    }

    /** Those of the machine that were started with such an argument, in a namespace or out of it. */
    static List<ProcessHandle> startedWith(String argument) {
        return ProcessHandle.allProcesses()
                .filter(process -> arguments(process).contains(argument))
                .toList();
    }

    private static List<String> arguments(ProcessHandle process) {
        try {
            byte[] line = Files.readAllBytes(of(process).resolve("cmdline"));
            return List.of(new String(line, StandardCharsets.UTF_8).split("\0", -1));
        } catch (IOException e) {
            return List.of(); // it has just ended
        }
    }

    private static Path of(ProcessHandle process) {
        return PROCESSES.resolve(Long.toString(process.pid()));
    }

    /** Returns when none of them runs any more. */
    static void end(List<ProcessHandle> processes) throws InterruptedException {
        processes.forEach(ProcessHandle::destroy);
        for (ProcessHandle process : processes) {
            try {
                var _ = process.onExit().get(ENDING.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                process.destroyForcibly();
                process.onExit().join();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
