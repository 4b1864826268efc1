package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.host.ConnectionUri;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How ssh is asked for a display. */
class SshLinkTest {
    private static final Path CONTROL = Path.of("/tmp/control/%C");

    @Test
    void a_port_is_reached_by_ssh_itself_over_one_connection_for_the_host() {
        assertThat(SshLink.command(
                        ConnectionUri.parse("qemu+ssh://root@h1:2222/system?keyfile=/k"),
                        new VncPlace("", "0.0.0.0", 5901),
                        CONTROL))
                .containsSequence("-o", "ControlMaster=auto")
                .containsSequence("-o", "ControlPath=/tmp/control/%C")
                .containsSequence("-p", "2222")
                .containsSequence("-l", "root")
                .containsSequence("-i", "/k")
                .endsWith("-W", "127.0.0.1:5901", "--", "h1");
    }

    @Test
    void a_socket_is_one_word_for_the_shell_at_the_other_end() {
        assertThat(SshLink.command(
                        ConnectionUri.parse("qemu+ssh://h1/system"),
                        new VncPlace("/run/it's; rm -r/s", "", 0),
                        CONTROL))
                .endsWith("--", "h1", "nc -U '/run/it'\\''s; rm -r/s'");
    }
}
