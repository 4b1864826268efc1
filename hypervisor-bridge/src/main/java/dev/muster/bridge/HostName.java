package dev.muster.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine calls itself, without asking a name server. */
public final class HostName {
    private HostName() {}

    /** The machine's name; {@code localhost} where it has none. */
    public static String ofThisMachine() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            return name.isEmpty() ? "localhost" : name;
        } catch (IOException e) {
            String windows = System.getenv("COMPUTERNAME");
            return windows == null || windows.isBlank() ? "localhost" : windows;
        }
    }
}
