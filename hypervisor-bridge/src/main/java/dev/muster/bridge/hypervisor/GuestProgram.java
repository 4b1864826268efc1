package dev.muster.bridge.hypervisor;

import java.util.List;

/**
 * A program in a guest, run by the guest's agent without a shell.
 *
 * @param path absolute in the guest, or a name that the agent looks for where it looks for programs
 * @param arguments as they are
 */
public record GuestProgram(String path, List<String> arguments) {
    public GuestProgram {
        arguments = List.copyOf(arguments);
    }

    /** In words, such as {@code /bin/sync -f}. */
    public String text() {
        return arguments.isEmpty() ? path : path + " " + String.join(" ", arguments);
    }

    /** What ends a process in the guest in which this program runs; of Windows where its path is one. */
    GuestProgram killing(long pid) {
        boolean windows = path.matches("[A-Za-z]:\\\\.*");
        String number = Long.toString(pid);
        return windows
                ? new GuestProgram("taskkill", List.of("/F", "/T", "/PID", number))
                : new GuestProgram("kill", List.of("-KILL", number));
    }
}
