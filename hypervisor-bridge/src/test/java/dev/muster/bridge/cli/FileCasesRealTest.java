package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in use, and files that are no disk images, on the command line over libvirt and QEMU. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class FileCasesRealTest {
    @TempDir
    private Path directory = Path.of("");

    private Path pool = Path.of("");
    private final List<String> vms = new ArrayList<>();
    private final List<String> pools = new ArrayList<>();
    private CaseGround ground;

    @BeforeEach
    void a_host_with_a_pool() throws Exception {
        pool = Files.createDirectories(directory.resolve("images"));
        pool("images", pool);
        ground = new CaseGround(directory);
    }

    @AfterEach
    void clear() throws Exception {
        for (String vm : vms) {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", vm);
            CaseGround.tidy("virsh", "-c", "qemu:///system", "undefine", vm);
        }
        for (String name : pools) {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "pool-destroy", name);
        }
    }

    @Test
    void case_05_a_disk_in_use_is_known_by_whatever_path_it_is_reached() throws Exception {
        Path data = image("data.qcow2");
        CaseGround.must("qemu-io", "-f", "qcow2", "-c", "write -q -P 0x5a 1M 1M", data.toString());
        Files.createSymbolicLink(pool.resolve("alias.qcow2"), data);
        Files.createLink(pool.resolve("hard.qcow2"), data);
        Path second = Files.createSymbolicLink(directory.resolve("second"), pool);
        pool("second", second);
        vm("writer", data);
        vm("reader", image("reader.qcow2"));
        CaseGround.virsh("start", "writer");
        refresh("images");
        refresh("second");

        for (String volume :
                List.of("images data.qcow2", "images alias.qcow2", "images hard.qcow2", "second data.qcow2")) {
            String in = volume.split(" ")[0];
            String name = volume.split(" ")[1];
            ground.refused("writer", "volume", "wipe", in, name, "--yes");
            ground.refused("writer", "volume", "resize", in, name, "--size", "128M");
            ground.refused("writer", "volume", "delete", in, name, "--yes");
            ground.refused("writer", "volume", "clone", in, name, "copy-of-" + in + "-" + name);
            ground.refused(
                    "writer",
                    "volume",
                    "download",
                    in,
                    name,
                    directory.resolve("copy").toString());
        }
        for (Path path :
                List.of(pool.resolve("alias.qcow2"), pool.resolve("hard.qcow2"), second.resolve("data.qcow2"))) {
            ground.refused("writer", "vm", "set", "reader", "--add-disk", path.toString());
            ground.refused("writer", "vm", "create", "--name", "third", "--disk", path.toString());
        }
        assertThat(Files.size(pool.resolve("hard.qcow2"))).isEqualTo(Files.size(data));
        assertThat(CaseGround.must("qemu-io", "-U", "-r", "-f", "qcow2", "-c", "read -P 0x5a 1M 1M", data.toString()))
                .contains("read 1048576")
                .doesNotContain("Pattern");
        assertThat(CaseGround.must("qemu-img", "info", "-U", data.toString())).contains("(8388608 bytes)");
        assertThat(CaseGround.virsh("domstate", "writer")).contains("running");
        assertThat(CaseGround.virsh("dumpxml", "reader")).doesNotContain("second", "alias", "hard");

        // and once nobody uses it, it goes
        CaseGround.virsh("destroy", "writer");
        CaseGround.virsh("undefine", "writer");
        ground.done("volume", "delete", "images", "data.qcow2", "--yes");
        assertThat(data).doesNotExist();
    }

    @Test
    void case_06_a_directory_is_no_disk_image_and_a_pool_that_goes_leaves_its_directory() throws Exception {
        Path attic = Files.createDirectory(pool.resolve("attic"));
        Path photo =
                Files.writeString(Files.createDirectory(pool.resolve("album")).resolve("one"), "photo");
        Path mounted = Files.createDirectory(directory.resolve("mounted"));
        vm("reader", image("reader.qcow2"));
        ground.done("pool", "create", "--name", "mounted", "--path", mounted.toString());
        refresh("images");

        ground.done("pool", "delete", "mounted", "--yes");
        assertThat(mounted).isDirectory();
        for (String name : List.of("attic", "album")) {
            ground.refused("is a directory", "volume", "delete", "images", name, "--yes");
            ground.refused("is a directory", "volume", "wipe", "images", name, "--yes");
            ground.refused("is a directory", "volume", "clone", "images", name, name + "2");
            ground.refused("is a directory", "volume", "resize", "images", name, "--size", "1G");
            ground.refused(
                    "is a directory",
                    "vm",
                    "set",
                    "reader",
                    "--add-disk",
                    pool.resolve(name).toString());
            ground.refused(
                    "is a directory",
                    "vm",
                    "create",
                    "--name",
                    "third",
                    "--disk",
                    pool.resolve(name).toString());
        }
        assertThat(attic).isDirectory();
        assertThat(photo).hasContent("photo");
    }

    @Test
    void a_kernel_and_an_initial_ram_disk_in_a_pool_are_in_use() throws Exception {
        for (String name : List.of("vmlinuz", "initrd", "spare.qcow2")) {
            Files.write(pool.resolve(name), new byte[4096]);
        }
        ground.define("""
                <domain type='qemu'><name>direct</name><memory unit='MiB'>32</memory>
                  <os><type arch='x86_64' machine='pc'>hvm</type>
                    <kernel>%1$s/vmlinuz</kernel><initrd>%1$s/initrd</initrd></os></domain>
                """.formatted(pool));
        vms.add("direct");
        refresh("images");

        for (String name : List.of("vmlinuz", "initrd")) {
            ground.done("volume", "show", "images", name);
            assertThat(ground.out).containsPattern("Used by: +direct");
            ground.refused("direct", "volume", "delete", "images", name, "--yes");
            ground.refused("direct", "volume", "wipe", "images", name, "--yes");
        }
        ground.done("volume", "show", "images", "spare.qcow2");
        assertThat(ground.out).doesNotContain("direct");
    }

    @Test
    void case_30_a_base_that_others_need_stays_and_odd_files_neither_hang_nor_take_others_along() throws Exception {
        Path base = pool.resolve("base.raw");
        CaseGround.must("qemu-img", "create", "-q", "-f", "raw", base.toString(), "1M");
        overlay("overlay.qcow2", "base.raw", "raw");
        Path unnamed = pool.resolve("nofmt-base.raw");
        CaseGround.must("qemu-img", "create", "-q", "-f", "raw", unnamed.toString(), "1M");
        Path overlay = overlay("nofmt.qcow2", "nofmt-base.raw", "raw");
        try (var file = new java.io.RandomAccessFile(overlay.toFile(), "rw")) {
            file.seek(112); // the type of its first extension, the format of its base, becomes "end"
            file.writeInt(0);
        }
        image("gone-base.qcow2");
        vm("hollow", overlay("hollow.qcow2", "gone-base.qcow2", "qcow2"));
        Files.delete(pool.resolve("gone-base.qcow2"));
        Path first = pool.resolve("loop-a.qcow2");
        CaseGround.must(
                "qemu-img",
                "create",
                "-q",
                "-f",
                "qcow2",
                "-u",
                "-b",
                "loop-b.qcow2",
                "-F",
                "qcow2",
                first.toString(),
                "1M");
        CaseGround.must(
                "qemu-img",
                "create",
                "-q",
                "-f",
                "qcow2",
                "-u",
                "-b",
                "loop-a.qcow2",
                "-F",
                "qcow2",
                pool.resolve("loop-b.qcow2").toString(),
                "1M");
        Files.createFile(pool.resolve("zero.raw"));
        Path cut = image("cut.qcow2");
        Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 100));
        Path pipe = pool.resolve("pipe.img");
        CaseGround.must("mkfifo", pipe.toString());
        Files.createFile(
                pool.resolve("unreadable.img"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        refresh("images");

        ground.done("volume", "list", "images");
        assertThat(ground.out)
                .containsPattern("hollow.qcow2 .* what it lies upon is missing: " + pool + "/gone-base.qcow2")
                .containsPattern("loop-a.qcow2 .* lies upon itself")
                .containsPattern("zero.raw .* holds nothing");
        assertThat(ground.out.lines().filter(line -> line.startsWith("overlay.qcow2")))
                .singleElement()
                .asString()
                .endsWith("overlay.qcow2");
        ground.refused("pipe", "vm", "set", "hollow", "--add-disk", pipe.toString());
        ground.refused("overlay.qcow2", "volume", "delete", "images", "base.raw", "--yes");
        ground.refused("overlay.qcow2", "volume", "wipe", "images", "base.raw", "--yes");
        ground.refused("overlay.qcow2", "volume", "resize", "images", "base.raw", "--size", "2M");
        ground.refused("nofmt.qcow2", "volume", "delete", "images", "nofmt-base.raw", "--yes");
        // a pipe that somebody else made a disk of does not hang what comes after
        CaseGround.virsh("attach-disk", "hollow", pipe.toString(), "vdb", "--config");
        for (String odd : List.of("loop-a.qcow2", "loop-b.qcow2", "zero.raw", "cut.qcow2", "unreadable.img")) {
            List<String> before = files();
            ground.done("volume", "delete", "images", odd, "--yes");
            before.remove(odd);
            assertThat(files()).isEqualTo(before);
        }
        ground.done("volume", "delete", "images", "overlay.qcow2", "--yes");
        ground.done("volume", "delete", "images", "base.raw", "--yes");
        assertThat(unnamed).exists();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(pool)) {
            return new ArrayList<>(all.map(path -> pool.relativize(path).toString())
                    .sorted(Comparator.naturalOrder())
                    .toList());
        }
    }

    private Path image(String name) throws Exception {
        Path image = pool.resolve(name);
        CaseGround.must("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), "8M");
        return image;
    }

    private Path overlay(String name, String base, String format) throws Exception {
        Path image = pool.resolve(name);
        CaseGround.must(
                "qemu-img",
                "create",
                "-q",
                "-f",
                "qcow2",
                "-b",
                pool.resolve(base).toString(),
                "-F",
                format,
                image.toString());
        return image;
    }

    private void pool(String name, Path path) throws Exception {
        pools.add(name);
        CaseGround.virsh("pool-create-as", name, "dir", "--target", path.toString());
    }

    private void refresh(String name) throws Exception {
        CaseGround.virsh("pool-refresh", name);
    }

    private void vm(String name, Path disk) throws Exception {
        vms.add(name);
        ground.define("""
                <domain type='qemu'><name>%s</name><memory unit='MiB'>32</memory>
                  <os><type arch='x86_64' machine='pc'>hvm</type></os>
                  <devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='%s'/>
                    <target dev='vda' bus='virtio'/></disk></devices></domain>
                """.formatted(name, disk));
    }
}
