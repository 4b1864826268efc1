package dev.muster.model.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConnectionUriTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "qemu:///system",
                "qemu:///session",
                "qemu:///system?socket=/run/x.sock",
                "qemu+ssh://root@host/system",
                "qemu+ssh://root@host:2222/system?keyfile=/root/.ssh/a%20key",
                "qemu+tls://host.example.org/system?pkipath=/etc/pki",
                "qemu+unix:///system?socket=/run/libvirt/libvirt-sock",
                "test:///default",
                "test:///tmp/two%20words.xml",
                "qemu+ssh://root@[fd00::1]/system",
                "sim:///?hosts=3&seed=-5&vms=10",
                "sim:///?faults=vanish%3Aweb-01%2Chang%3Ah003"
            })
    void a_uri_is_read_back_from_its_text(String text) {
        ConnectionUri uri = ConnectionUri.parse(text);

        assertThat(ConnectionUri.parse(uri.text())).isEqualTo(uri);
    }

    @Test
    void the_parts_are_what_they_say() {
        ConnectionUri uri = ConnectionUri.parse("qemu+ssh://root@host:2222/system?keyfile=%2Froot%2Fkey&no_verify=1");

        assertThat(uri.kind()).isEqualTo(ConnectionUri.Kind.SSH);
        assertThat(uri.user()).isEqualTo("root");
        assertThat(uri.host()).isEqualTo("host");
        assertThat(uri.port()).isEqualTo(2222);
        assertThat(uri.path()).isEqualTo("/system");
        assertThat(uri.parameters()).isEqualTo(Map.of("keyfile", "/root/key", "no_verify", "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "system",
                "http://host/system",
                "file:///etc/passwd",
                "lxc:///",
                "qemu+ext:///system?command=/bin/sh",
                "qemu+libssh2://host/system",
                "qemu:///etc",
                "qemu:///",
                "qemu+ssh:///system",
                "qemu+tls:///system",
                "qemu+ssh://-oProxyCommand=x@h/system",
                "qemu+ssh://root@-oProxyCommand=x/system",
                "qemu+ssh://%2doProxyCommand=x@h/system",
                "qemu+ssh://root@h/system?command=/tmp/evil",
                "qemu+ssh://root@h/system?netcat=/tmp/evil",
                "qemu+ssh://root@h/system?%63ommand=/tmp/evil",
                "qemu+ssh://root@h/system?COMMAND=/tmp/evil",
                "qemu+ssh://root@h/system?keyfile=/a&command=x",
                "qemu:///system?keyfile=/root/key",
                "qemu+ssh://root@h/system/../session",
                "qemu+ssh://root@h/%2e%2e/system",
                "qemu+ssh://ro ot@h/system",
                "qemu+ssh://root@h/system\nx",
                "qemu+ssh://root@h/system?keyfile=/a%00b",
                "qemu+ssh://ro%0aot@h/system",
                "test:///a%0ab",
                "qemu+ssh://a b/system",
                "test:///default?command=x",
                "sim:///?nonsense=1"
            })
    void what_is_hostile_or_makes_no_sense_is_refused(String text) {
        assertThatThrownBy(() -> ConnectionUri.parse(text))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        thrown -> assertThat(thrown.problem().code()).isEqualTo(ErrorCode.URI_INVALID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qemu+ssh://root@h/system?keyfile=/a%26command%3Dx",
                "qemu+ssh://root%40evil@h/system",
                "qemu+ssh://root%3Fcommand=x@h/system",
                "qemu+ssh://root%23@h/system",
                "test:///a%3Fcommand=x",
                "test:///a%23b"
            })
    void what_was_encoded_stays_inside_its_part_when_written_again(String text) {
        ConnectionUri uri = ConnectionUri.parse(text);

        ConnectionUri again = ConnectionUri.parse(uri.text());

        assertThat(again).isEqualTo(uri);
        assertThat(uri.parameters()).doesNotContainKey("command");
    }
}
