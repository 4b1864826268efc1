package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Freezes, kills and restarts the libvirtd of the tests, never the machine's. */
enum LibvirtChaos {
    /** Ends as it is asked to, and comes up again. */
    RESTART,
    /** Is killed, and comes up again. */
    KILL,
    /** Answers nobody for a while, and then goes on. */
    FREEZE;

    private static final Path PID = Path.of("/run/libvirt/libvirtd.pid");

    /** Does it; a frozen one stays so for that long. */
    void strike(Duration frozen) throws IOException, InterruptedException {
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).contains(" /run/libvirt tmpfs ");
        String pid = Files.readString(PID).strip();
        switch (this) {
            case FREEZE -> {
                signal("-STOP", pid);
                try {
                    TimeUnit.MILLISECONDS.sleep(frozen.toMillis());
                } finally {
                    signal("-CONT", pid);
                }
            }
            case KILL, RESTART -> {
                Optional<ProcessHandle> daemon = ProcessHandle.of(Long.parseLong(pid));
                signal(this == KILL ? "-KILL" : "-TERM", pid);
                daemon.ifPresent(process -> process.onExit().join());
                start();
            }
        }
    }

    private static void signal(String signal, String pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();
    }

    private static void start() throws IOException, InterruptedException {
        Process daemon = new ProcessBuilder(List.of("libvirtd", "--daemon", "--pid-file", PID.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(daemon.waitFor()).as("libvirtd comes up again").isZero();
    }
}
