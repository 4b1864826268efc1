package dev.muster.bridge.recovery.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this machine passes packets on from one network to another, which connected networks need. */
final class Forwarding {
    private static final Path SETTING = Path.of("/proc/sys/net/ipv4/ip_forward");

    /** There while it is on because of recovery networks; like the setting it does not outlast a restart of the machine. */
    private static final Path MARK = Path.of("/run/muster/forwarding");

    private Forwarding() {}

    static void need() throws IOException {
        if (Files.readString(SETTING).strip().equals("0")) {
            Files.writeString(MARK, "0\n");
            Files.writeString(SETTING, "1\n");
        }
    }

    /** Puts it back as it was unless another network needs it. */
    static void release(boolean needed) throws IOException {
        if (!needed && Files.exists(MARK)) {
            Files.writeString(SETTING, "0\n");
            Files.delete(MARK);
        }
    }
}
