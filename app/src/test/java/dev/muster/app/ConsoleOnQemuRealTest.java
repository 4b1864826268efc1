package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.testing.Guest;
import dev.muster.app.testing.Operator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console as it is started, worked with by mouse and keyboard, over real QEMU. */
@Tag("real")
@Tag("toolkit")
class ConsoleOnQemuRealTest {
    private static final Duration BOOT = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private final Operator operator = new Operator();
    private Optional<RealConsole> console = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        console = Optional.of(RealConsole.open(directory));
    }

    @AfterEach
    void end() {
        console.ifPresent(RealConsole::close);
    }

    @Test
    void a_vm_lives_its_whole_life_in_the_window() throws Exception {
        Guest guest = Guest.build(directory);
        operator.click("#no-hosts-action");
        operator.see("#connect-uri");
        operator.fill("#connect-name", "here");
        operator.see("the URI", () -> Operator.words("#connect-uri").equals("qemu:///system"));
        operator.click("#connect-test");
        operator.see("an answer", BOOT, () -> Operator.words("#connect").contains("answers: "));
        operator.click("#connect-go");

        operator.see("#vm-table");
        operator.press(KeyCode.CONTROL, KeyCode.N);
        operator.see("#create-name");
        operator.type("lamp");
        operator.choose("#create-source", "A kernel and initial RAM disk");
        operator.fill("#create-kernel", guest.kernel().toString());
        operator.fill("#create-initrd", guest.initrd().toString());
        operator.fill("#create-cmdline", "console=ttyS0 quiet muster.name=lamp");
        operator.fill("#create-memory", "96");
        operator.click("#create-go");
        operator.see("the review", () -> Operator.words("#create-review").contains("The VM lamp is made on here"));
        operator.click("#create-go");
        operator.see("lamp runs", BOOT, () -> stateInTable("lamp").equals("running"));

        operator.doubleClickText("lamp");
        operator.see("#vm-page");
        operator.clickText("Serial output");
        operator.see("lamp speaks", BOOT, () -> Operator.words("#serial-text").contains("muster guest lamp ready"));
        operator.click("#power-suspend");
        operator.see("it pauses", () -> Operator.words("#vm-state").equals("paused"));
        assertThat(RealConsole.virsh("domstate", "lamp")).contains("paused");
        operator.click("#power-resume");
        operator.see("it runs on", () -> Operator.words("#vm-state").equals("running"));

        operator.press(KeyCode.ALT, KeyCode.LEFT);
        operator.see("#vm-table");
        operator.press(KeyCode.CONTROL, KeyCode.F);
        operator.type("state:running");
        operator.see("it is found", () -> Operator.rows("#vm-table").size() == 1);
        operator.fill("#vm-search", "state:off");
        operator.see("it is not", () -> Operator.rows("#vm-table").isEmpty());
        operator.fill("#vm-search", "state:running");
        operator.clickText("lamp");
        operator.click("#power-force-off");
        confirm("lamp");
        operator.see(
                "off it is no longer found", () -> Operator.rows("#vm-table").isEmpty());
        assertThat(RealConsole.virsh("domstate", "lamp")).contains("shut off");

        operator.press(KeyCode.CONTROL, KeyCode.F);
        operator.press(KeyCode.CONTROL, KeyCode.A);
        operator.press(KeyCode.DELETE);
        operator.clickText("lamp");
        operator.press(KeyCode.DELETE);
        operator.see("#delete-files");
        operator.fill("#confirm-name", "lam");
        assertThat(Operator.fx(() -> Operator.isUsable("#delete-go"))).isFalse();
        operator.type("p");
        operator.click("#delete-go");
        operator.see("it is gone", () -> Operator.rows("#vm-table").isEmpty());
        assertThat(RealConsole.virsh("list", "--all", "--name")).doesNotContain("lamp");
        assertThat(guest.kernel()).exists();
    }

    @Test
    void a_connection_that_fails_names_the_missing_piece() {
        operator.click("#connect-open");
        operator.choose("#connect-target", "Another machine over SSH");
        operator.fill("#connect-host", "127.0.0.1");
        operator.fill("#connect-port", "9");
        operator.fill("#connect-key", "/no/key");
        operator.see(
                "the URI",
                () -> Operator.words("#connect-uri").equals("qemu+ssh://root@127.0.0.1:9/system?keyfile=/no/key"));
        refused("The host 127.0.0.1 does not accept the connection.", "a firewall lets the connection through");
        operator.choose("#connect-target", "Another machine over TLS");
        operator.see("the URI", () -> Operator.words("#connect-uri").equals("qemu+tls://127.0.0.1:9/system"));
        refused("The TLS certificates for 127.0.0.1 are missing", "/etc/pki/CA/cacert.pem");
        operator.choose("#connect-target", "libvirt's test driver");
        operator.fill("#connect-path", "/no/node.xml");
        refused("/no/node.xml", "");
    }

    private void refused(String what, String more) {
        operator.click("#connect-test");
        operator.see(
                what,
                () -> Operator.words("#connect").contains(what)
                        && Operator.words("#connect").contains(more));
    }

    private void confirm(String name) {
        operator.see("#confirm-name");
        operator.type(name);
        operator.click("#confirm-go");
        operator.seeGone("#confirm-go");
    }

    private static String stateInTable(String name) {
        return Operator.rows("#vm-table").stream()
                .filter(row -> row.contains(name))
                .map(List::getFirst)
                .findFirst()
                .orElse("");
    }
}
