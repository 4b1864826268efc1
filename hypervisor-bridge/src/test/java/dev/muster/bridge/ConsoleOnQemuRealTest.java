package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleKind;
import dev.muster.model.console.ConsoleTarget;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both consoles of a real guest: its shell answers what is typed, its display speaks RFB, and its end is the console's. */
@Tag("real")
class ConsoleOnQemuRealTest {
    private static final String NAME = "with-consoles";

    @TempDir
    Path directory;

    @Test
    @Timeout(40)
    void a_guest_answers_on_its_serial_line_and_its_display_speaks_rfb() throws Exception {
        TinyGuest guest = TinyGuest.build();
        VmSpec spec = new VmSpec(
                NAME,
                1,
                96L << 20,
                new BootSource.Kernel(
                        guest.kernel().toString(),
                        guest.initrd().toString(),
                        TinyGuest.commandLine(NAME) + " muster.shell"),
                List.of(),
                "",
                new TreeSet<>());
        try (RealBridge real = RealBridge.open(directory.resolve("state"))) {
            real.connect();
            real.done(new VmCommand.Create(RealBridge.HOST, spec, true));
            VmId id = real.vm(NAME).id();
            try (ConsoleChannel serial = real.bridge().openConsole(new ConsoleTarget(id, ConsoleKind.TEXT));
                    ConsoleChannel second = real.bridge().openConsole(new ConsoleTarget(id, ConsoleKind.TEXT))) {
                answers(serial);
                assertThat(readUntil(second, "sum is 42")).contains("sum is 42");
                speaksRfb(real, id);
                speaksRfb(real, id);

                real.done(new VmCommand.Power(PowerAction.FORCE_OFF, List.of(id)));
                await().atMost(Duration.ofSeconds(20)).until(() -> isOver(serial));
            }
            real.awaitImage(image ->
                    image.vm(id).filter(vm -> vm.state() == VmState.OFF).isPresent());
            assertThatThrownBy(() -> real.bridge().openConsole(new ConsoleTarget(id, ConsoleKind.TEXT)))
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.VM_STATE));
            real.done(new VmCommand.Delete(List.of(new VmCommand.Deletion(id, List.of()))));
        }
    }

    /** Typed when the shell has said that it listens. */
    private static void answers(ConsoleChannel serial) throws IOException {
        assertThat(readUntil(serial, " # ")).contains(" # "); // "/" or "~" before it, as BusyBox was built
        serial.output().write("echo sum is $((40+2))\r".getBytes(StandardCharsets.UTF_8));
        assertThat(readUntil(serial, "sum is 42")).contains("sum is 42");
    }

    private static void speaksRfb(RealBridge real, VmId id) throws IOException {
        try (ConsoleChannel display = real.bridge().openConsole(new ConsoleTarget(id, ConsoleKind.GRAPHICS))) {
            assertThat(new String(display.input().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("RFB 003.008\n");
            display.output().write("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
            // one security type: none, for libvirt vouches for who asks
            assertThat(display.input().readNBytes(2)).containsExactly(1, 1);
        }
    }

    private static boolean isOver(ConsoleChannel console) throws IOException {
        try {
            return console.input().read(new byte[4096]) < 0;
        } catch (MusterException e) {
            return e.problem().code() == ErrorCode.CONSOLE_LOST;
        }
    }

    private static String readUntil(ConsoleChannel console, String wanted) throws IOException {
        StringBuilder all = new StringBuilder();
        byte[] chunk = new byte[4096];
        while (all.indexOf(wanted) < 0) {
            int count;
            try {
                count = console.input().read(chunk);
            } catch (java.io.InterruptedIOException e) {
                throw new AssertionError("waited in vain after " + all, e);
            }
            assertThat(count).as("after %s", all).isPositive();
            all.append(new String(chunk, 0, count, StandardCharsets.UTF_8));
        }
        return all.toString();
    }
}
