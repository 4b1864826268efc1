package dev.muster.bridge.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HostGroundTest {
    @Test
    void logs_of_a_users_own_vms_lie_where_libvirt_keeps_them() {
        assertThat(HostGround.userLogs(Map.of(), "/home/anna")).isEqualTo("/home/anna/.cache/libvirt/qemu/log");
        assertThat(HostGround.userLogs(Map.of("XDG_CACHE_HOME", ""), "/home/anna"))
                .isEqualTo("/home/anna/.cache/libvirt/qemu/log");
        assertThat(HostGround.userLogs(Map.of("XDG_CACHE_HOME", "/tmp/c"), "/home/anna"))
                .isEqualTo("/tmp/c/libvirt/qemu/log");
    }
}
