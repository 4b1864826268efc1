package dev.muster.bridge.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserLogsTest {
    @TempDir
    Path home;

    @Test
    void they_lie_where_libvirt_keeps_them() {
        Path usual = Path.of("/home/anna/.cache/libvirt/qemu/log");
        assertThat(UserLogs.directory(Map.of(), "/home/anna")).isEqualTo(usual);
        assertThat(UserLogs.directory(Map.of("XDG_CACHE_HOME", ""), "/home/anna"))
                .isEqualTo(usual);
        assertThat(UserLogs.directory(Map.of("XDG_CACHE_HOME", "not/absolute"), "/home/anna"))
                .isEqualTo(usual);
        assertThat(UserLogs.directory(Map.of("XDG_CACHE_HOME", "/tmp/c"), "/home/anna"))
                .isEqualTo(Path.of("/tmp/c/libvirt/qemu/log"));
    }

    @Test
    void the_directory_is_made_for_the_user_alone() throws IOException {
        Path logs = UserLogs.directory(Map.of(), home.toString());
        UserLogs.make(logs);
        UserLogs.make(logs);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logs)))
                .isEqualTo("rwx------");
    }
}
