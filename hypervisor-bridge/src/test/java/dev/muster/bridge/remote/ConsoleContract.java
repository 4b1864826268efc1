package dev.muster.bridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.muster.model.audit.AuditEntry;
import dev.muster.model.audit.AuditQuery;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleKind;
import dev.muster.model.console.ConsoleTarget;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a console does, at a bridge near or far. A subclass says how to reach one. */
abstract class ConsoleContract {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** The bridge as an administrator meets it. */
    abstract HypervisorBridge administrator();

    /** The bridge as a viewer meets it. */
    abstract HypervisorBridge viewer();

    @Test
    void what_is_typed_is_answered() throws IOException {
        try (ConsoleChannel console = administrator().openConsole(text(running()))) {
            type(console, "uname\r");
            assertThat(readUntil(console, "you typed")).contains("uname");
        }
    }

    @Test
    void many_look_and_one_types_until_another_takes_over() throws IOException {
        ConsoleTarget target = text(running());
        try (ConsoleChannel first = administrator().openConsole(target);
                ConsoleChannel second = administrator().openConsole(target)) {
            await().atMost(SOON)
                    .until(() -> first.state().attached() == 2 && first.state().writable());
            assertThat(second.state().writable()).isFalse();
            type(second, "unheard\r");
            type(first, "heard\r");
            assertThat(readUntil(second, "you typed")).contains("heard").doesNotContain("unheard");

            second.takeOver();
            await().atMost(SOON)
                    .until(() -> second.state().writable() && !first.state().writable());
            type(second, "now mine\r");
            assertThat(readUntil(first, "now mine\r\n")).contains("now mine");
        }
    }

    @Test
    void who_looked_longest_types_when_the_writer_leaves() {
        ConsoleTarget target = text(running());
        ConsoleChannel first = administrator().openConsole(target);
        try (ConsoleChannel second = administrator().openConsole(target)) {
            await().atMost(SOON).until(() -> second.state().attached() == 2);
            first.close();
            await().atMost(SOON).until(() -> second.state().writable());
            assertThat(second.state().attached()).isEqualTo(1);
        }
    }

    @Test
    void a_console_can_be_opened_again() throws IOException {
        ConsoleTarget target = text(running());
        for (int i = 0; i < 3; i++) {
            try (ConsoleChannel console = administrator().openConsole(target)) {
                type(console, "round " + i + "\r");
                assertThat(readUntil(console, "you typed \u001b[1mround " + i)).isNotEmpty();
            }
        }
    }

    @Test
    void closing_ends_a_read_that_waits() throws Exception {
        ConsoleChannel console = administrator().openConsole(text(running()));
        readUntil(console, "# ");
        Thread closer = Thread.ofVirtual().start(console::close);
        assertThat(console.input().readAllBytes()).isEmpty();
        closer.join();
        console.close();
    }

    @Test
    void large_pastes_arrive_whole() throws IOException {
        try (ConsoleChannel console = administrator().openConsole(text(running()))) {
            String paste = "x".repeat(100_000);
            Thread typist = Thread.ofVirtual().start(() -> typeUnchecked(console, paste + "\r"));
            assertThat(readUntil(console, "\r\nyou typed \u001b[1m" + paste)).isNotEmpty();
            assertThat(typist).isNotNull();
        }
    }

    @Test
    void a_viewer_is_refused() {
        ConsoleTarget target = text(running());
        refused(ErrorCode.NOT_ALLOWED, () -> viewer().openConsole(target));
    }

    @Test
    void a_vm_that_is_off_or_has_no_picture_says_so() {
        Vm vm = running();
        refused(
                ErrorCode.CONSOLE_NONE,
                () -> administrator().openConsole(new ConsoleTarget(vm.id(), ConsoleKind.GRAPHICS)));
        administrator().submit(new VmCommand.Power(PowerAction.FORCE_OFF, List.of(vm.id())));
        await().atMost(SOON)
                .until(() ->
                        administrator().inventory().vm(vm.id()).orElseThrow().state() == VmState.OFF);
        refused(ErrorCode.VM_STATE, () -> administrator().openConsole(text(vm)));
    }

    @Test
    void opening_taking_and_closing_are_audited() {
        ConsoleTarget target = text(running());
        try (ConsoleChannel first = administrator().openConsole(target);
                ConsoleChannel second = administrator().openConsole(target)) {
            second.takeOver();
            await().atMost(SOON).until(() -> second.state().writable());
            assertThat(first).isNotNull();
        }
        refused(ErrorCode.NOT_ALLOWED, () -> viewer().openConsole(target));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(administrator().ask(new AuditQuery.Recent(0, 20)).entries().stream()
                                .filter(entry -> entry.action().startsWith("console."))
                                .map(entry -> entry.action() + " " + entry.outcome())
                                .toList())
                        .contains(
                                "console.open " + AuditEntry.Outcome.ACCEPTED,
                                "console.take " + AuditEntry.Outcome.ACCEPTED,
                                "console.close " + AuditEntry.Outcome.ACCEPTED,
                                "console.open " + AuditEntry.Outcome.REFUSED));
    }

    final Vm running() {
        HypervisorBridge bridge = administrator();
        if (bridge.inventory().vms().isEmpty()) {
            bridge.submit(new HostCommand.Connect(new ConnectionId("c1"), "sim:///?hosts=1&vms=8&seed=3"), "consoles");
        }
        await().atMost(SOON)
                .until(() -> bridge.inventory().vms().values().stream().anyMatch(vm -> vm.state() == VmState.RUNNING));
        return bridge.inventory().vms().values().stream()
                .filter(vm -> vm.state() == VmState.RUNNING)
                .findFirst()
                .orElseThrow();
    }

    static ConsoleTarget text(Vm vm) {
        return new ConsoleTarget(vm.id(), ConsoleKind.TEXT);
    }

    static void type(ConsoleChannel console, String text) throws IOException {
        console.output().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void typeUnchecked(ConsoleChannel console, String text) {
        try {
            type(console, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static String readUntil(ConsoleChannel console, String wanted) throws IOException {
        StringBuilder all = new StringBuilder();
        byte[] chunk = new byte[8192];
        while (all.indexOf(wanted) < 0) {
            int count = console.input().read(chunk);
            assertThat(count).as("still waiting for %s after %s", wanted, all).isPositive();
            all.append(new String(chunk, 0, count, StandardCharsets.UTF_8));
        }
        return all.toString();
    }

    private static void refused(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }
}
