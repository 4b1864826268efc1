package dev.muster.bridge.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.VmId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
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

    @Test
    void the_program_of_a_watch_is_there() throws Exception {
        assertThat(Class.forName(LockFile.WATCH).getDeclaredMethod("main", String[].class))
                .isNotNull();
    }
}
