package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.backup.BackupQuery.Point;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One guest writes numbers as fast as it can and tells each that is durable to a guest on another host, which writes down just those.
 * In no restored set has the second what the first has not.
 */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class GroupCausalityRealTest {
    private static final String TELLS = "tells";
    private static final String HEARS = "hears";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory = Path.of("");

    private GroupScene scene;
    private CaseGround ground;

    @BeforeEach
    void two_guests_that_talk() throws Exception {
        scene = new GroupScene(directory);
        ground = scene.ground;
        Files.createDirectory(directory.resolve("pool-here"));
        Files.createDirectory(directory.resolve("pool-there"));
        CaseGround.virsh(
                "pool-create-as",
                "near",
                "dir",
                "--target",
                directory.resolve("pool-here").toString());
        scene.neighbour.virsh(
                "pool-create-as",
                "far",
                "dir",
                "--target",
                directory.resolve("pool-there").toString());
        TinyGuest guest = TinyGuest.build();
        ground.define(domain(guest, TELLS, "tell", "bind"));
        CaseGround.virsh("start", TELLS);
        scene.tidyLater(TELLS);
        Path xml = Files.writeString(directory.resolve("hears.xml"), domain(guest, HEARS, "hear", "connect"));
        scene.neighbour.virsh("define", xml.toString());
        scene.neighbour.virsh("start", HEARS);
        await().atMost(LONG).until(() -> said(TELLS) && said(HEARS));
        ground.done(
                "group", "create", "pair", "--vm", TELLS, "--vm", HEARS, "--repository", "nightly", "--keep", "last=2");
    }

    @AfterEach
    void clear() throws Exception {
        CaseGround.tidy("virsh", "-c", "qemu:///system", "pool-destroy", "near");
        scene.end();
    }

    private String domain(TinyGuest guest, String name, String word, String mode) throws Exception {
        Path disk = directory.resolve(name + ".qcow2");
        CaseGround.must("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "4M");
        return """
                <domain type='qemu'><name>%s</name><memory unit='MiB'>96</memory>
                  <os><type arch='x86_64'>hvm</type><kernel>%s</kernel><initrd>%s</initrd><cmdline>%s muster.%s</cmdline></os>
                  <features><acpi/></features>
                  <devices>
                    <disk type='file' device='disk'><driver name='qemu' type='qcow2'/>
                      <source file='%s'/><target dev='vda' bus='virtio'/></disk>
                    <serial type='file'><source path='%s'/><target port='0'/></serial>
                    <serial type='unix'><source mode='%s' path='%s'/><target port='1'/></serial>
                    <memballoon model='none'/>
                  </devices></domain>
                """.formatted(
                        name,
                        guest.kernel(),
                        guest.initrd(),
                        TinyGuest.commandLine(name),
                        word,
                        disk,
                        serial(name),
                        mode,
                        directory.resolve("line.sock"));
    }

    private Path serial(String name) {
        return directory.resolve(name + ".serial");
    }

    private boolean said(String name) throws IOException {
        return Files.exists(serial(name))
                && Files.readString(serial(name), StandardCharsets.ISO_8859_1).contains(TinyGuest.ready(name));
    }

    @Test
    void in_ten_restored_sets_the_second_is_never_ahead_of_the_first() throws Exception {
        requireNeverAhead(10);
        requireSeenWhenOneAfterAnother();
    }

    @Tag("long")
    @Test
    void in_two_hundred_restored_sets_the_second_is_never_ahead_of_the_first() throws Exception {
        requireNeverAhead(200);
    }

    private void requireNeverAhead(int captures) throws Exception {
        long before = -1;
        for (int capture = 1; capture <= captures; capture++) {
            awaitTalk(before);
            ground.done("group", "capture", "pair");
            String suffix = "-r" + capture;
            ground.done("group", "restore", "pair", "--beside=" + suffix, "--pool", "near", "--pool", "far");
            long first = number(directory.resolve("pool-here").resolve(TELLS + suffix + "-vda.qcow2"));
            long second = number(directory.resolve("pool-there").resolve(HEARS + suffix + "-vda.qcow2"));
            assertThat(second).as("capture " + capture).isLessThanOrEqualTo(first);
            assertThat(second).as("they go on meanwhile").isGreaterThan(before);
            before = second;
            CaseGround.virsh("undefine", TELLS + suffix);
            scene.neighbour.virsh("undefine", HEARS + suffix);
            Files.delete(directory.resolve("pool-here").resolve(TELLS + suffix + "-vda.qcow2"));
            Files.delete(directory.resolve("pool-there").resolve(HEARS + suffix + "-vda.qcow2"));
        }
    }

    /** Else the captures that follow would show nothing. */
    private void awaitTalk(long before) {
        await().atMost(LONG).until(() -> number(directory.resolve(HEARS + ".qcow2")) > before);
    }

    /** The same guests captured one after another: what is looked for above can be seen. */
    private void requireSeenWhenOneAfterAnother() throws Exception {
        ground.done("backup", "run", TELLS, "--repository", "nightly", "--freeze", "never");
        // on a busy machine the second may be further behind than the time between two captures
        awaitTalk(number(newest(TELLS)));
        ground.done("backup", "run", HEARS, "--repository", "nightly", "--freeze", "never");
        assertThat(number(newest(HEARS))).as("ahead").isGreaterThan(number(newest(TELLS)));
    }

    private Path newest(String name) {
        Point point = scene.points().stream()
                .filter(one -> one.manifest().name().equals(name))
                .findFirst()
                .orElseThrow();
        return scene.repository
                .resolve("vms")
                .resolve(point.id().vm().toString())
                .resolve(point.id().name())
                .resolve("disks/vda.qcow2");
    }

    /** The number on a disk; 0 before the first. */
    private long number(Path image) throws Exception {
        Path raw = Files.createTempFile(directory, "number", ".raw");
        try {
            CaseGround.must("qemu-img", "convert", "-U", "-O", "raw", image.toString(), raw.toString());
            try (var in = Files.newInputStream(raw)) {
                String text = new String(in.readNBytes(512), StandardCharsets.US_ASCII)
                        .replace("\0", "")
                        .strip();
                return text.isEmpty() ? 0 : Long.parseLong(text);
            }
        } finally {
            Files.delete(raw);
        }
    }
}
