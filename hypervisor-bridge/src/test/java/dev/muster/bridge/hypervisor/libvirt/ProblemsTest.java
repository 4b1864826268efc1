package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VmState;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    @Test
    void the_same_error_means_what_it_was_about() {
        LibvirtError invalid = error(LibvirtError.OPERATION_INVALID, "domain is not running");

        assertThat(Problems.code(invalid, Subject.VM)).isEqualTo(ErrorCode.VM_STATE);
        assertThat(Problems.code(invalid, Subject.NETWORK)).isEqualTo(ErrorCode.NETWORK_STATE);
        assertThat(Problems.code(error(9, "pool 'a' already exists with uuid b"), Subject.POOL))
                .isEqualTo(ErrorCode.POOL_EXISTS);
    }

    @Test
    void a_vm_that_lacks_a_network_or_pool_is_not_said_to_be_missing_itself() {
        assertThat(Problems.of(error(LibvirtError.NO_NETWORK, "no network with matching name 'lan'"), Subject.VM, "web")
                        .what())
                .isEqualTo("The VM web needs something that is not there: no network with matching name 'lan'");
        assertThat(Problems.of(error(LibvirtError.NO_DOMAIN, "no domain"), Subject.VM, "web")
                        .what())
                .isEqualTo("The VM web is not there.");
        assertThat(Problems.of(error(LibvirtError.NO_STORAGE_POOL, "no pool"), Subject.VOLUME, "a")
                        .what())
                .contains("needs something");
    }

    @Test
    void a_full_disk_and_a_lost_connection_have_their_own_codes() {
        assertThat(Problems.code(error(38, "cannot write: No space left on device"), Subject.VOLUME))
                .isEqualTo(ErrorCode.DISK_FULL);
        assertThat(Problems.code(error(1, "client socket is closed"), Subject.VM))
                .isEqualTo(ErrorCode.HOST_UNREACHABLE);
    }

    @Test
    void libvirts_words_are_kept_as_details() {
        assertThat(Problems.of(error(LibvirtError.XML_ERROR, "missing name"), Subject.VM, "x")
                        .details())
                .isEqualTo("missing name");
    }

    @Test
    void the_missing_piece_of_a_connection_is_named() {
        assertThat(diagnosed("qemu+ssh://h/system", "Cannot recv data: Host key verification failed."))
                .isEqualTo(ErrorCode.SSH_HOST_UNKNOWN);
        assertThat(diagnosed("qemu+ssh://h/system", "Cannot recv data: Permission denied (publickey)."))
                .isEqualTo(ErrorCode.SSH_KEY_REFUSED);
        assertThat(diagnosed("qemu+tls://h/system", "Cannot read CA certificate '/etc/pki/CA/cacert.pem'"))
                .isEqualTo(ErrorCode.TLS_CERTIFICATE);
        assertThat(diagnosed("qemu:///system", "Failed to connect socket to '/run/libvirt/libvirt-sock'"))
                .isEqualTo(ErrorCode.DAEMON_NOT_RUNNING);
    }

    @Test
    void a_network_is_read_from_its_xml() {
        NetworkId id = new NetworkId(HostId.of("h"), new UUID(1, 2));

        assertThat(NetworkReader.parse(
                        id,
                        "<network><name>n</name><forward/><bridge name='b'/>"
                                + "<ip address='10.0.0.1' netmask='255.255.240.0'><dhcp/></ip></network>",
                        true,
                        true,
                        false))
                .satisfies(network -> {
                    assertThat(network.forward()).isEqualTo("nat");
                    assertThat(network.addresses()).isEqualTo("10.0.0.1/20");
                    assertThat(network.dhcp()).isTrue();
                });
    }

    @Test
    void a_volume_is_read_from_its_xml() {
        PoolId pool = new PoolId(HostId.of("h"), new UUID(1, 2));

        assertThat(PoolReader.volume(
                                pool,
                                "<volume><name>v</name><capacity unit='bytes'>8388608</capacity>"
                                        + "<target><path>/p/v</path><format type='raw'/></target></volume>")
                        .capacityBytes())
                .isEqualTo(8L << 20);
    }

    @Test
    void a_crashed_domain_that_is_kept_has_its_process_and_one_that_went_off_says_why() {
        assertThat(DomainStates.state(6)).isEqualTo(VmState.CRASHED);
        assertThat(VmState.CRASHED.isActive()).isTrue();
        assertThat(DomainStates.state(5)).isEqualTo(VmState.OFF);
        assertThat(DomainStates.reason(5, 3)).isEqualTo("crashed");
        assertThat(DomainStates.reason(1, 1)).isEqualTo("booted");
    }

    private static ErrorCode diagnosed(String uri, String words) {
        return ConnectDiagnosis.of(ConnectionUri.parse(uri), error(38, words)).code();
    }

    private static LibvirtError error(int code, String words) {
        return new LibvirtError(code, 0, words, 0);
    }
}
