package dev.muster.model.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.MusterException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdsTest {
    private static final UUID SOME = UUID.fromString("11111111-2222-4333-8444-555555555555");
    private static final HostId HOST = HostId.of("sim.h001");

    @Test
    void every_id_is_read_back_from_its_text() {
        VmId vm = new VmId(HOST, SOME);
        NetworkId network = new NetworkId(HOST, SOME);
        PoolId pool = new PoolId(HOST, SOME);
        VolumeId volume = new VolumeId(pool, "dir/with/slashes.qcow2");

        assertThat(VmId.of(vm.text())).isEqualTo(vm);
        assertThat(NetworkId.of(network.text())).isEqualTo(network);
        assertThat(PoolId.of(pool.text())).isEqualTo(pool);
        assertThat(VolumeId.of(volume.text())).isEqualTo(volume);
        assertThat(HostId.of(HOST.text())).isEqualTo(HOST);
        assertThat(vm).hasToString("sim.h001/11111111-2222-4333-8444-555555555555");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "h1",
                "h1/",
                "/11111111-2222-4333-8444-555555555555",
                "h1/nonsense",
                "h1/11111111-2222-4333-8444-555555555555/x"
            })
    void what_is_no_id_of_a_vm_is_refused(String text) {
        assertThatThrownBy(() -> VmId.of(text)).isInstanceOf(MusterException.Usage.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h1/11111111-2222-4333-8444-555555555555", "h1/x/y", "h1//a"})
    void what_is_no_id_of_a_volume_is_refused(String text) {
        assertThatThrownBy(() -> VolumeId.of(text)).isInstanceOf(MusterException.Usage.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/b", "/"})
    void what_is_no_id_of_a_host_is_refused(String text) {
        assertThatThrownBy(() -> HostId.of(text)).isInstanceOf(MusterException.Usage.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "-a", ".a", "a b", "a/b", "ä", "a\n"})
    void what_is_no_name_of_a_connection_is_refused(String text) {
        assertThatThrownBy(() -> ConnectionId.of(text)).isInstanceOf(MusterException.Usage.class);
    }

    @Test
    void names_of_connections_are_in_order() {
        assertThat(ConnectionId.of("a")).isLessThan(ConnectionId.of("b"));
        assertThatThrownBy(() -> ConnectionId.of("x".repeat(64))).isInstanceOf(MusterException.Usage.class);
    }
}
