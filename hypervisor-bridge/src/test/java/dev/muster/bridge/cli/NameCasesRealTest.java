package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and paths that a shell, a URL, XML or a lookup takes for something else, over libvirt and QEMU. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class NameCasesRealTest {
    private static final String LOOK_ALIKE = "7b0c5c4e-0000-4000-8000-000000000042";
    private static final List<String> NAMES = List.of(
            "-rf",
            "--help",
            "two  words",
            " leading",
            "trailing ",
            "what?now#1",
            "50% off&on",
            "it's \"quoted\"",
            "a;rm -rf $HOME",
            "<b>bold",
            "虚拟机-01",
            "\u00e9",
            "e\u0301",
            "مرحبا",
            "😀-box",
            "null",
            "42",
            LOOK_ALIKE);

    /** With these everything is done; the others are only looked at and deleted, since each command takes its time. */
    private static final List<String> WITH_ALL = List.of("-rf", " leading", "a;rm -rf $HOME", "e\u0301", "42");

    @TempDir
    private Path directory = Path.of("");

    private CaseGround ground;

    @BeforeEach
    void connect() throws Exception {
        ground = new CaseGround(directory);
    }

    @AfterEach
    void clear() throws Exception {
        for (String uuid : CaseGround.virsh("list", "--all", "--uuid").strip().split("\n")) {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", uuid);
            CaseGround.tidy("virsh", "-c", "qemu:///system", "undefine", uuid);
        }
        CaseGround.tidy("virsh", "-c", "qemu:///system", "pool-destroy", "images");
    }

    @Test
    void case_16_every_name_libvirt_takes_means_exactly_that_vm() throws Exception {
        for (String name : NAMES) {
            ground.define(plain(name, ""));
        }
        ground.define(plain("bystander", "<uuid>" + LOOK_ALIKE + "</uuid>"));
        CaseGround.virsh("start", "bystander");
        CaseGround.virsh("autostart", "bystander");
        String before = bystander();

        ground.done("vm", "list", "--json");
        for (String name : NAMES) {
            assertThat(ground.out.contains("\"name\" : " + json(name))).as(name).isTrue();
        }
        ground.done("vm", "list");
        assertThat(ground.out).contains("␣leading").contains("trailing␣");
        ground.done("vm", "show", "42");
        assertThat(ground.out).contains("Name:        42\n");
        assertThat(ground.ctl("vm", "start", LOOK_ALIKE)).isNotZero();
        assertThat(ground.err).contains("VM-9");
        int number = 0;
        for (String name : NAMES) {
            number++;
            if (name.equals(LOOK_ALIKE)) {
                continue;
            }
            if (WITH_ALL.contains(name)) {
                ground.done("vm", "hardware", "--", name);
                ground.done("vm", "note", "--", name, "Note of " + number);
                ground.done("vm", "start", "--", name);
                assertThat(virsh("domstate", uuid(name)).strip()).as(name).isEqualTo("running");
                ground.done("vm", "force-off", "--", name);
                ground.done("vm", "clone", "--", name, "copy-" + number);
                ground.done("vm", "delete", "--yes", "copy-" + number);
                ground.done("vm", "rename", "--", name, "ok-" + number);
                assertThat(virsh("desc", "ok-" + number).strip()).isEqualTo("Note of " + number);
                ground.done("vm", "delete", "ok-" + number, "--yes");
            } else {
                assertThat(virsh("domstate", uuid(name)).strip()).as(name).isEqualTo("shut off");
                ground.done("vm", "delete", "--yes", "--", name);
            }
        }
        assertThat(bystander()).isEqualTo(before);
        assertThat(CaseGround.virsh("list", "--all", "--name")
                        .lines() // the bridge looks with a guest of its own what its host can do
                        .filter(line -> !line.isEmpty() && !line.startsWith("muster-probe-")))
                .containsExactlyInAnyOrder("bystander", LOOK_ALIKE);
    }

    @Test
    void case_17_media_are_found_by_their_exact_paths() throws Exception {
        Path pool = Files.createDirectories(directory.resolve("images"));
        CaseGround.virsh("pool-create-as", "images", "dir", "--target", pool.toString());
        Path disk = BootDisk.HALT.make(pool.resolve("drive.qcow2"));
        ground.define(BootDisk.domain(
                "drive",
                disk,
                "",
                "<disk type='file' device='cdrom'><driver name='qemu' type='raw'/><target dev='hda' bus='ide'/>"
                        + "<readonly/></disk>"));
        List<String> names = List.of("Drums & Bass, Vol. 1 'A' #2 100%.iso", "ünï – 測試.iso", "new\nline.iso");
        for (String name : names) {
            Files.write(pool.resolve(name), new byte[1 << 20]);
        }
        CaseGround.virsh("pool-refresh", "images");

        ground.done("volume", "list", "images");
        assertThat(ground.out).contains(names.get(0)).contains(names.get(1));
        for (String name : names.subList(0, 2)) {
            Path path = pool.resolve(name);
            ground.done("vm", "set", "drive", "--cdrom", "hda=" + path);
            ground.done("vm", "start", "drive");
            ground.done("vm", "hardware", "drive");
            assertThat(ground.out).contains(path.toString());
            ground.refused("drive", "volume", "delete", "images", name, "--yes");
            ground.done("vm", "set", "drive", "--cdrom", "hda=");
            assertThat(CaseGround.virsh("domblklist", "drive")).doesNotContain(".iso");
            ground.done("vm", "force-off", "drive");
            Path copy = directory.resolve("copy.iso");
            ground.done("volume", "download", "images", name, copy.toString());
            assertThat(copy).hasSize(1 << 20);
            Files.delete(copy);
            ground.done("volume", "delete", "images", name, "--yes");
            assertThat(path).doesNotExist();
        }
        ground.refused("line feed", "vm", "set", "drive", "--cdrom", "hda=" + pool.resolve(names.get(2)));
        ground.done("volume", "list", "images");
        assertThat(ground.out).contains("new↵line.iso");
        ground.done("volume", "delete", "images", names.get(2), "--yes");
        assertThat(pool.resolve(names.get(2))).doesNotExist();
        assertThat(disk).exists();
    }

    private static String bystander() throws Exception {
        return CaseGround.virsh("dominfo", "bystander").replaceAll("CPU time.*", "");
    }

    private static String virsh(String... words) throws Exception {
        return CaseGround.virsh(words);
    }

    /** virsh takes numbers and UUIDs for ids, so it is asked by the UUID that Muster shows. */
    private String uuid(String name) {
        ground.done("vm", "show", "--", name);
        return ground.out.replaceFirst("(?s).*\nId: +[^/]*/(\\S+)\n.*", "$1");
    }

    private static String json(String name) {
        return "\"" + name.replace("\"", "\\\"") + "\"";
    }

    private static String plain(String name, String more) {
        return """
                <domain type='qemu'><name>%s</name>%s<title>%s مرحبا 😀</title><memory unit='MiB'>32</memory>
                  <os><type arch='x86_64' machine='pc'>hvm</type></os>
                  <devices><serial type='pty'/><memballoon model='none'/></devices></domain>
                """.formatted(escaped(name), more, escaped(name));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
