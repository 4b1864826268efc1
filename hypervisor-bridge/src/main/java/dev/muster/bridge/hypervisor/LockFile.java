package dev.muster.bridge.hypervisor;

import dev.muster.bridge.store.WholeFiles;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.VmId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What tells, from before the first VM is asked to stand still until the last surely goes on, which VMs those are. It is written
 * before them and deleted after them; its watch, a process of its own, has a lock of the operating system on it for as long as it lives.
 *
 * @param deadline after which all of them go on, from when the watch is armed
 * @param vms who may stand still
 */
public record LockFile(Duration deadline, List<Held> vms) {
    /** The program of a watch, which is given the file. */
    public static final String WATCH = "dev.muster.bridge.cli.LockWatch";

    /** Given to that program besides, with the identity of the file that is meant: it lets go what an earlier watch left. */
    public static final String RELEASE = "release";

    /** Said by a watch that can reach all of the VMs. */
    public static final String READY = "ready";

    /** Told to a watch: its time begins. */
    public static final String ARM = "arm";

    /** Said by a watch whose time has begun. */
    public static final String ARMED = "armed";

    /** Told to a watch: all of the VMs go on. */
    public static final String DONE = "done";

    private static final String HEAD = "muster lock 1\n";
    private static final String DEADLINE = "deadline ";

    public LockFile {
        vms = List.copyOf(vms);
    }

    /**
     * One VM.
     *
     * @param vm which one
     * @param uri the way to its host
     * @param frozen whether its file systems may be frozen
     */
    public record Held(VmId vm, ConnectionUri uri, boolean frozen) {}

    /** Writes it. */
    public void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder(HEAD)
                .append(DEADLINE)
                .append(deadline.toMillis())
                .append('\n');
        for (Held held : vms) {
            text.append(held.frozen() ? "frozen" : "paused")
                    .append('\t')
                    .append(held.vm().text())
                    .append('\t')
                    .append(held.uri().text())
                    .append('\n');
        }
        WholeFiles.write(file, text.toString());
    }

    /**
     * Tells a file from another one that has its name later.
     *
     * @throws java.nio.file.NoSuchFileException where there is none
     */
    public static String identity(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.fileKey() + " " + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    }

    /** Reads it back; {@code IOException} also where it is none. */
    public static LockFile read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.size() < 2
                || !lines.getFirst().equals(HEAD.strip())
                || !lines.get(1).startsWith(DEADLINE)) {
            throw new IOException(file + " is no lock file");
        }
        List<Held> vms = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            String[] parts = line.split("\t", -1);
            if (parts.length != 3) {
                throw new IOException(file + " is no lock file");
            }
            vms.add(new Held(VmId.of(parts[1]), ConnectionUri.parse(parts[2]), parts[0].equals("frozen")));
        }
        return new LockFile(Duration.ofMillis(Long.parseLong(lines.get(1).substring(DEADLINE.length()))), vms);
    }
}
