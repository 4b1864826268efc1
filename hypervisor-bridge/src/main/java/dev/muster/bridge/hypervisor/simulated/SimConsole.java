package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.ConsoleLink;
import dev.muster.model.console.ConsoleKind;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A serial line with a guest at its other end that says its name, echoes what is typed and answers each line. */
final class SimConsole implements ConsoleLink {
    private static final byte[] END = new byte[0];

    private final String name;
    private final BlockingQueue<byte[]> said = new LinkedBlockingQueue<>();
    private final StringBuilder line = new StringBuilder();
    private byte[] rest = END;
    private int taken;

    private SimConsole(String name) {
        this.name = name;
        say("\r\n" + name + ":~# ");
    }

    static ConsoleLink open(Vm vm, ConsoleKind kind) {
        return switch (kind) {
            case TEXT -> new SimConsole(vm.name());
            case GRAPHICS ->
                throw Problem.of(
                                ErrorCode.CONSOLE_NONE,
                                vm.name() + " is simulated and shows no picture.",
                                "The VM goes on as it is.",
                                "Use its text console.")
                        .toException();
        };
    }

    @Override
    public int read(byte[] into) {
        try {
            if (taken == rest.length) {
                rest = said.take();
                taken = 0;
                if (rest.length == 0) {
                    said.add(END);
                    return -1;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
        int count = Math.min(into.length, rest.length - taken);
        System.arraycopy(rest, taken, into, 0, count);
        taken += count;
        return count;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        String typed = new String(bytes, offset, length, StandardCharsets.UTF_8);
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (c == '\r') {
                say("\r\n" + answer() + name + ":~# ");
                line.setLength(0);
            } else if (c == 0x7f) {
                if (!line.isEmpty()) {
                    line.setLength(line.length() - 1);
                    say("\b \b");
                }
            } else if (c >= ' ') {
                line.append(c);
                say(String.valueOf(c));
            }
        }
    }

    @Override
    public void close() {
        said.add(END);
    }

    private String answer() {
        return line.isEmpty() ? "" : "you typed \u001b[1m" + line + "\u001b[0m\r\n";
    }

    private void say(String text) {
        said.add(text.getBytes(StandardCharsets.UTF_8));
    }
}
