package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.testing.DaemonProcess;
import dev.muster.app.testing.Operator;
import dev.muster.bridge.open.LocalBridgeOpener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console at a daemon it was paired with, over TLS, while the daemon is killed and comes back; VMs are on libvirt. */
@Tag("real")
@Tag("toolkit")
class ConsoleOverTlsRealTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Pattern NEXT_TRY = Pattern.compile("Last heard (\\d+) s ago, next try in (\\d+) s\\.");

    @TempDir
    Path directory;

    private final Operator operator = new Operator();
    private Optional<RealConsole> console = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        console = Optional.of(RealConsole.open(directory));
    }

    @AfterEach
    void end() throws Exception {
        console.ifPresent(RealConsole::close);
        if (RealConsole.virsh("list", "--all", "--name").contains("seen")) {
            RealConsole.virsh("undefine", "seen");
        }
        if (RealConsole.virsh("list", "--all", "--name").contains("later")) {
            RealConsole.virsh("undefine", "later");
        }
    }

    @Test
    void a_daemon_is_paired_with_lost_and_caught_up_with() throws Exception {
        define("seen");
        Path state = directory.resolve("daemon");
        DaemonProcess first = DaemonProcess.start(state, 0);
        int port = first.port();
        try {
            pair("https://127.0.0.1:" + port, "AAAA-BBBB-CCCC");
            operator.see("a wrong code is refused", LONG, () -> Operator.shows("#copy-details"));
            pair("https://127.0.0.1:" + port, first.code());
            operator.see(
                    "the daemon's name for us",
                    LONG,
                    () -> Operator.words("#bridge-open").contains(LocalBridgeOpener.clientName()));
            operator.click("#connect-open");
            operator.fill("#connect-name", "far");
            operator.click("#connect-go");
            operator.see(
                    "its VM", LONG, () -> Operator.rows("#vm-table").toString().contains("seen"));
            assertThat(Operator.fx(() -> Operator.shows("#link-banner"))).isFalse();
        } finally {
            first.kill();
        }

        operator.see("#link-banner");
        List<Integer> delays = new ArrayList<>();
        operator.see("longer and longer delays", LONG, () -> {
            Matcher words = NEXT_TRY.matcher(Operator.words("#link-banner"));
            if (words.find()) {
                delays.add(Integer.parseInt(words.group(2)));
            }
            return delays.stream().anyMatch(delay -> delay >= 3);
        });
        operator.click("#link-retry");
        operator.see("tried again", LONG, () -> Operator.isUsable("#link-retry"));
        assertThat(Operator.fx(() -> Operator.rows("#vm-table")).toString()).contains("seen");
        define("later");

        try (DaemonProcess second = DaemonProcess.start(state, port)) {
            assertThat(second.port()).isEqualTo(port);
            operator.see("the link again", LONG, () -> !Operator.shows("#link-banner"));
            operator.see(
                    "what came meanwhile",
                    LONG,
                    () -> Operator.rows("#vm-table").size() == 2
                            && Operator.rows("#vm-table").toString().contains("later"));
        }
    }

    private void pair(String address, String code) {
        operator.click("#bridge-open");
        operator.fill("#bridge-address", address);
        operator.fill("#bridge-code", code);
        operator.click("#bridge-go");
        operator.seeGone("#bridge-go");
    }

    private void define(String name) throws Exception {
        Path xml = Files.writeString(directory.resolve(name + ".xml"), """
                <domain type='qemu'><name>%s</name><memory unit='MiB'>64</memory>
                <os><type arch='x86_64'>hvm</type></os></domain>
                """.formatted(name));
        RealConsole.virsh("define", xml.toString());
    }
}
