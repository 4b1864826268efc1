package dev.muster.bridge.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.VmId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void what_is_written_is_read_back() throws Exception {
        LockFile locks = new LockFile(
                Duration.ofMillis(2500),
                List.of(
                        held("here", "qemu:///system", true),
                        held("there", "qemu+unix:///system?socket=/run/a b/libvirt-sock", false)));
        Path file = directory.resolve("job.lock");
        locks.write(file);
        assertThat(LockFile.read(file)).isEqualTo(locks);
    }

    private static LockFile.Held held(String host, String uri, boolean frozen) {
        return new LockFile.Held(
                VmId.of(host + "/" + UUID.nameUUIDFromBytes(new byte[] {1})),
                ConnectionUri.parse(uri.replace(" ", "%20")),
                frozen);
    }

    @Test
    void what_is_none_is_refused() throws Exception {
        Path file = directory.resolve("job.lock");
        for (String text :
                List.of("", "muster lock 1\n", "muster lock 1\ndeadline 5\npaused\n", "else\ndeadline 5\n")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> LockFile.read(file)).as(text).isInstanceOf(IOException.class);
        }
    }

    /** Of the same job, begun anew, the lock file has the same name. */
    @Test
    void a_watch_that_waited_for_an_earlier_one_does_not_let_go_who_is_held_anew() throws Exception {
        Path file = directory.resolve("job.lock");
        LockFile anew = locks("/nowhere/two");
        locks("/nowhere/one").write(file);
        Process late;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            late = release(file, LockFile.identity(file));
            await().atMost(SOON).until(() -> isWaiting(late));
            anew.write(file);
        }
        requireLeftAlone(late, file, anew);
    }

    /** As one that takes long to start, while the capture that it was to end is settled and begun anew. */
    @Test
    void a_watch_that_comes_late_does_not_let_go_who_is_held_anew() throws Exception {
        Path file = directory.resolve("job.lock");
        LockFile anew = locks("/nowhere/two");
        locks("/nowhere/one").write(file);
        String identity = LockFile.identity(file);
        anew.write(file);
        assertThat(LockFile.identity(file)).isNotEqualTo(identity);
        requireLeftAlone(release(file, identity), file, anew);
    }

    private static Process release(Path file, String identity) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                                .orElse(System.getProperty("java.class.path")),
                        LockFile.WATCH,
                        file.toString(),
                        LockFile.RELEASE,
                        identity)
                .inheritIO()
                .start();
    }

    private static void requireLeftAlone(Process late, Path file, LockFile anew) throws Exception {
        try {
            assertThat(late.waitFor(SOON.toSeconds(), TimeUnit.SECONDS))
                    .as("ended, with nothing to do")
                    .isTrue();
            assertThat(late.exitValue()).isZero();
            assertThat(LockFile.read(file)).isEqualTo(anew);
        } finally {
            late.destroyForcibly();
        }
    }

    private static LockFile locks(String socket) {
        return new LockFile(
                Duration.ofSeconds(9), List.of(held("here", "qemu+unix:///system?socket=" + socket, false)));
    }

    /** For a lock that another process has. */
    private static boolean isWaiting(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/locks")).stream()
                .anyMatch(line -> line.contains("-> POSIX") && line.contains(" " + process.pid() + " "));
    }

    @Test
    void the_program_of_a_watch_is_there() throws Exception {
        assertThat(Class.forName(LockFile.WATCH).getDeclaredMethod("main", String[].class))
                .isNotNull();
    }
}
