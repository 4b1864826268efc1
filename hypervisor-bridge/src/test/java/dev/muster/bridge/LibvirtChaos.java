package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

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

    /** The bridge starts it too where it finds none; whichever is quicker, the other cannot have its pid file. */
    private static void start() throws IOException, InterruptedException {
        Path log = Path.of("/run/libvirt/start.log");
        ProcessBuilder line = new ProcessBuilder(List.of("libvirtd", "--daemon", "--pid-file", PID.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        line.environment().put("LIBVIRT_LOG_OUTPUTS", "2:file:" + log);
        int status = line.start().waitFor();
        String said = Files.readString(log);
        if (status != 0 && said.contains("Failed to acquire pid file")) {
            Awaitility.await("the libvirtd that has the pid file")
                    .atMost(Duration.ofSeconds(30))
                    .until(LibvirtChaos::isUp);
        } else {
            assertThat(status).as("libvirtd comes up again; it said: " + said).isZero();
        }
    }

    private static boolean isUp() throws IOException {
        String pid = Files.exists(PID) ? Files.readString(PID).strip() : "";
        return !pid.isEmpty()
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        .isPresent();
    }
}
