package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.json.Json;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.PointManifest.Consistency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disk images of other programs become restore points that hold the same and can be run. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class ImageImportRealTest {
    private static final String VM = "imported";
    private static final List<String> FORMATS = List.of("raw", "qcow2", "vmdk", "vhdx", "vdi");

    @TempDir
    private Path directory = Path.of("");

    private CaseGround ground;
    private Path images = Path.of("");
    private Path raw = Path.of("");
    private Path repository = Path.of("");

    @BeforeEach
    void an_image_and_a_repository() throws Exception {
        ground = new CaseGround(directory);
        CaseGround.must("chmod", "755", directory.toString());
        images = Files.createDirectory(directory.resolve("images"));
        Path boot = BootDisk.WRITE.make(images.resolve("boot.qcow2"));
        CaseGround.must("qemu-io", "-f", "qcow2", "-c", "write -q -P 7 20M 3M", boot.toString());
        raw = images.resolve("disk.raw");
        CaseGround.must("qemu-img", "convert", "-f", "qcow2", "-O", "raw", boot.toString(), raw.toString());
        repository = Files.createDirectory(directory.resolve("repository"));
        ground.done("repository", "add", "nightly", "--path", repository.toString());
    }

    @AfterEach
    void clear() throws Exception {
        CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", VM);
        CaseGround.tidy("virsh", "-c", "qemu:///system", "undefine", VM);
        CaseGround.tidy("virsh", "-c", "qemu:///system", "pool-destroy", "imports");
    }

    @Test
    void every_format_becomes_a_point_that_holds_the_same() throws Exception {
        String truth = hash(raw);
        for (String format : FORMATS) {
            Path image = converted(format);
            String before = hash(image);
            load(image, format);
            Point point = newest(format);
            assertThat(point.manifest().consistency()).as(format).isEqualTo(Consistency.OFF);
            assertThat(point.manifest().parent()).as(format).isEmpty();
            assertThat(point.manifest().stored())
                    .as(format + ": what is thin stays thin")
                    .isLessThan(8 << 20);
            assertThat(content(point, "vda")).as(format).isEqualTo(truth);
            assertThat(hash(image)).as(format + ": the image stays").isEqualTo(before);
            ground.done("backup", "verify", point.id().text());
        }
        assertThat(points()).hasSize(FORMATS.size());
        ground.done("repository", "check", "nightly");
    }

    @Test
    void a_vm_runs_from_an_imported_vmdk_in_seconds_and_another_has_disks_of_its_own() throws Exception {
        load(converted("vmdk"), "web");
        pool();
        ground.done("restore", "instant", "web", "--pool", "imports", "--name", VM);
        assertThat(CaseGround.virsh("domstate", VM)).contains("running");
        long had = writes();
        await().atMost(Duration.ofSeconds(60)).until(() -> writes() > had + 20);
        String xml = CaseGround.virsh("dumpxml", VM);
        assertThat(xml).contains("q35").contains("bus='virtio'").contains("<vcpu placement='static'>3</vcpu>");
        assertThat(CaseGround.virsh("dominfo", VM)).contains("131072 KiB");
        CaseGround.virsh("destroy", VM);
        CaseGround.virsh("undefine", VM);
        ground.done("restore", "run", "web", "--pool", "imports", "--name", VM, "--start");
        assertThat(CaseGround.virsh("domstate", VM)).contains("running");
    }

    @Test
    void several_disks_become_one_machine() throws Exception {
        Path data = images.resolve("data.vdi");
        CaseGround.must("qemu-img", "create", "-q", "-f", "vdi", data.toString(), "8M");
        CaseGround.must("qemu-io", "-f", "vdi", "-c", "write -q -P 5 1M 1M", data.toString());
        ground.done(importing(List.of(raw, data), "pair"));
        Point point = newest("pair");
        assertThat(point.manifest().disks()).extracting(disk -> disk.target()).containsExactly("vda", "vdb");
        assertThat(content(point, "vda")).isEqualTo(hash(raw));
        assertThat(content(point, "vdb")).isEqualTo(hash(convert(data, "raw", images.resolve("data.raw"))));
        pool();
        ground.done("restore", "run", "pair", "--pool", "imports", "--name", VM, "--start");
        assertThat(CaseGround.virsh("domblklist", VM)).contains("vda").contains("vdb");
    }

    @Test
    void importing_again_stores_what_differs() throws Exception {
        load(raw, "web");
        String first = hash(raw);
        CaseGround.must("qemu-io", "-f", "raw", "-c", "write -q -P 9 40M 1M", raw.toString());
        // another format of the same disk is the same disk
        load(converted("vhdx"), "web");
        load(raw, "other");
        List<Point> web = named("web");
        assertThat(web).hasSize(2);
        assertThat(web.getFirst().id().vm()).isEqualTo(web.getLast().id().vm());
        assertThat(web.getFirst().manifest().parent())
                .contains(web.getLast().id().name());
        assertThat(web.getFirst().manifest().stored()).isEqualTo(1 << 20);
        assertThat(content(web.getFirst(), "vda")).isEqualTo(hash(raw));
        assertThat(content(web.getLast(), "vda")).isEqualTo(first);
        assertThat(newest("other").id().vm()).isNotEqualTo(web.getFirst().id().vm());
        assertThat(newest("other").manifest().parent()).isEmpty();
    }

    @Test
    void images_that_need_another_file_are_refused_and_nothing_is_left() throws Exception {
        Path overlay = images.resolve("overlay.qcow2");
        CaseGround.must(
                "qemu-img", "create", "-q", "-f", "qcow2", "-b", raw.toString(), "-F", "raw", overlay.toString());
        ground.refused("needs another file", importing(List.of(overlay), "bad"));
        Path elsewhere = images.resolve("elsewhere.qcow2");
        CaseGround.must(
                "qemu-img",
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                "data_file=" + images.resolve("data") + ",data_file_raw=on",
                elsewhere.toString(),
                "8M");
        ground.refused("needs another file", importing(List.of(elsewhere), "bad"));
        ground.refused("no file", importing(List.of(images.resolve("absent.qcow2")), "bad"));
        ground.refused("cannot be read as a qcow2 image", importing(List.of(raw), "bad", "--format", "qcow2"));
        ground.refused("not a regular file", importing(List.of(images), "bad", "--format", "raw"));
        ground.refused("format", importing(List.of(Files.createFile(images.resolve("disk.bin"))), "bad"));
        assertThat(points()).isEmpty();
        try (Stream<Path> left = Files.list(repository.resolve("vms"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void a_vmdk_is_made_of_the_files_beside_it() throws Exception {
        Path split = images.resolve("split.vmdk");
        CaseGround.must(
                "qemu-img",
                "convert",
                "-f",
                "raw",
                "-O",
                "vmdk",
                "-o",
                "subformat=monolithicFlat",
                raw.toString(),
                split.toString());
        load(split, "split");
        assertThat(content(newest("split"), "vda")).isEqualTo(hash(raw));

        Path secret = Files.copy(raw, directory.resolve("secret"));
        String descriptor = Files.readString(split);
        for (String name : List.of(secret.toString(), "../secret", "file:../secret")) {
            Path bad = Files.writeString(images.resolve("bad.vmdk"), descriptor.replace("split-flat.vmdk", name));
            ground.refused("not a regular file beside it", importing(List.of(bad), "bad"));
        }
        Files.createSymbolicLink(images.resolve("link-flat.vmdk"), secret);
        Path linked = Files.writeString(
                images.resolve("linked.vmdk"), descriptor.replace("split-flat.vmdk", "link-flat.vmdk"));
        ground.refused("not a regular file beside it", importing(List.of(linked), "bad"));
        assertThat(points()).hasSize(1);
    }

    private void pool() throws Exception {
        Path pool = Files.createDirectory(directory.resolve("pool"));
        CaseGround.virsh("pool-create-as", "imports", "dir", "--target", pool.toString());
    }

    private void load(Path image, String name) {
        ground.done(importing(List.of(image), name));
    }

    private static String[] importing(List<Path> files, String name, String... more) {
        List<String> words = new ArrayList<>(List.of("image", "import"));
        files.forEach(file -> words.add(file.toString()));
        words.addAll(
                List.of("--repository", "nightly", "--name", name, "--memory", "128M", "--cpus", "3", "--network", ""));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private Path converted(String format) throws Exception {
        return format.equals("raw") ? raw : convert(raw, format, images.resolve("disk." + format));
    }

    private static Path convert(Path from, String format, Path to) throws Exception {
        CaseGround.must("qemu-img", "convert", "-O", format, from.toString(), to.toString());
        return to;
    }

    private List<Point> points() {
        ground.done("backup", "list", "--json");
        return List.of(Json.read(ground.out, Point[].class));
    }

    private List<Point> named(String name) {
        return points().stream()
                .filter(point -> point.manifest().name().equals(name))
                .toList();
    }

    private Point newest(String name) {
        return named(name).getFirst();
    }

    private String content(Point point, String target) throws Exception {
        Path image = repository
                .resolve("vms")
                .resolve(point.id().vm().toString())
                .resolve(point.id().name())
                .resolve("disks/" + target + ".qcow2");
        return hash(convert(image, "raw", directory.resolve("content.raw")));
    }

    private static long writes() throws Exception {
        return CaseGround.virsh("domblkstat", VM, "vda")
                .lines()
                .filter(line -> line.contains("wr_req"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+(\\d+)\\D*$", "$1")))
                .sum();
    }

    private static String hash(Path file) throws Exception {
        return CaseGround.must("sha256sum", file.toString()).split(" ")[0];
    }
}
