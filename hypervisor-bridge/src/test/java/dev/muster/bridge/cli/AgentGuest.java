package dev.muster.bridge.cli;

import static org.awaitility.Awaitility.await;

import dev.muster.bridge.testing.TinyGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A guest that writes numbers to an ext4 file system and has QEMU's guest agent.
 *
 * @param name of its VM
 * @param disk its image, qcow2 of 64 MiB, all of which is the file system
 * @param serial the file with what it says
 */
record AgentGuest(String name, Path disk, Path serial) {
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Makes its disk below {@code directory}, defines it, starts it, and waits until it writes. */
    static AgentGuest start(CaseGround ground, String name, Path directory) throws Exception {
        TinyGuest guest = TinyGuest.buildWithAgent();
        Path raw = directory.resolve(name + ".raw");
        AgentGuest made = new AgentGuest(name, directory.resolve(name + ".qcow2"), directory.resolve(name + ".serial"));
        CaseGround.must("qemu-img", "create", "-q", "-f", "raw", raw.toString(), "64M");
        CaseGround.must("mkfs.ext4", "-q", raw.toString());
        CaseGround.must("qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw.toString(), made.disk.toString());
        CaseGround.must("chmod", "666", made.disk.toString());
        Files.delete(raw);
        ground.define("""
                <domain type='qemu'><name>%s</name><memory unit='MiB'>128</memory>
                  <os><type arch='x86_64'>hvm</type><kernel>%s</kernel><initrd>%s</initrd><cmdline>%s</cmdline></os>
                  <features><acpi/></features>
                  <devices>
                    <disk type='file' device='disk'><driver name='qemu' type='qcow2'/>
                      <source file='%s'/><target dev='vda' bus='virtio'/></disk>
                    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
                    <serial type='file'><source path='%s'/></serial>
                    <memballoon model='none'/>
                  </devices></domain>
                """.formatted(
                name, guest.kernel(), guest.initrd(), TinyGuest.agentCommandLine(name), made.disk, made.serial));
        CaseGround.virsh("start", name);
        made.awaitWriting();
        await().atMost(LONG)
                .until(() ->
                        CaseGround.virsh("dumpxml", name).contains("name='org.qemu.guest_agent.0' state='connected'"));
        return made;
    }

    void remove() throws IOException, InterruptedException {
        CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", name);
        CaseGround.tidy("virsh", "-c", "qemu:///system", "undefine", "--checkpoints-metadata", name);
    }

    /** Waits until it has written two numbers from now on: one may have been under way. */
    void awaitWriting() throws IOException {
        long before = written();
        await().atMost(LONG).until(() -> written() >= before + 2);
    }

    /** The last number that it says is on its disk; 0 before the first. */
    long written() throws IOException {
        Matcher all =
                Pattern.compile("muster guest " + name + " wrote (\\d+)\\R").matcher(said());
        return all.results()
                .mapToLong(one -> Long.parseLong(one.group(1)))
                .max()
                .orElse(0);
    }

    void awaitSaying(String words) {
        await().atMost(LONG).until(() -> said().contains(words));
    }

    private String said() throws IOException {
        return Files.exists(serial) ? Files.readString(serial, java.nio.charset.StandardCharsets.ISO_8859_1) : "";
    }

    /** Runs a line of its shell by its agent, and does not wait for the end of that. */
    void run(String line) throws Exception {
        CaseGround.virsh(
                "qemu-agent-command",
                name,
                "{\"execute\":\"guest-exec\",\"arguments\":{\"path\":\"/bin/sh\",\"arg\":[\"-c\",\"" + line + "\"]}}");
    }

    /** Whether its agent says that its file systems are frozen. */
    boolean isFrozen() throws Exception {
        return CaseGround.virsh("qemu-agent-command", name, "{\"execute\":\"guest-fsfreeze-status\"}")
                .contains("frozen");
    }

    /** What {@code dumpe2fs -h} says of the file system in an image. */
    static String fileSystem(Path image) throws Exception {
        Path raw = Files.createTempFile("file-system", ".raw");
        try {
            CaseGround.must("qemu-img", "convert", "-O", "raw", image.toString(), raw.toString());
            return CaseGround.must("dumpe2fs", "-h", raw.toString());
        } finally {
            Files.delete(raw);
        }
    }

    /** The number in the file system in an image, read without its journal. */
    static String number(Path image) throws Exception {
        Path raw = Files.createTempFile("file-system", ".raw");
        try {
            CaseGround.must("qemu-img", "convert", "-O", "raw", image.toString(), raw.toString());
            // it says its own name besides, before or after
            return CaseGround.must("debugfs", "-R", "cat /count", raw.toString())
                    .lines()
                    .filter(line -> line.matches("\\d+"))
                    .findFirst()
                    .orElse("no number");
        } finally {
            Files.delete(raw);
        }
    }
}
