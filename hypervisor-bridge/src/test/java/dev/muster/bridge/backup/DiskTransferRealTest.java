package dev.muster.bridge.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.backup.nbd.NbdClient;
import dev.muster.bridge.backup.nbd.QemuNbd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images over images, as restore points are, filled from disks that go on changing. */
@Tag("real")
class DiskTransferRealTest {
    private static final long SEED = 17;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void a_chain_filled_by_what_differs_holds_what_the_disk_held_each_time() throws Exception {
        Random random = new Random(SEED);
        Path disk = directory.resolve("disk.qcow2");
        run("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "100000k");
        List<Path> truths = new ArrayList<>();
        List<Path> points = new ArrayList<>();
        for (int point = 0; point < 5; point++) {
            if (point == 3) {
                run("qemu-img", "resize", "-q", disk.toString(), "131000k");
            }
            long size = point < 3 ? 100_000 : 131_000;
            for (int write = 0; write < 12; write++) {
                long at = random.nextLong(size - 200);
                String what = random.nextInt(4) == 0
                        ? "write -q -z -u " + at + "k " + (1 + random.nextInt(200)) + "k"
                        : "write -q -P " + random.nextInt(1, 255) + " " + at + "k " + (1 + random.nextInt(200)) + "k";
                run("qemu-io", "-f", "qcow2", "-c", what, disk.toString());
            }
            Path truth = directory.resolve("truth-" + point + ".raw");
            run("qemu-img", "convert", "-f", "qcow2", "-O", "raw", disk.toString(), truth.toString());
            truths.add(truth);
            points.add(point(disk, point, points.isEmpty() ? Optional.empty() : Optional.of(points.getLast())));
        }
        for (int point = 0; point < points.size(); point++) {
            run(
                    "qemu-img",
                    "compare",
                    "-f",
                    "raw",
                    "-F",
                    "qcow2",
                    truths.get(point).toString(),
                    points.get(point).toString());
        }
    }

    @Test
    void nothing_is_stored_of_a_disk_in_which_nothing_changed() throws Exception {
        Path disk = directory.resolve("disk.qcow2");
        run("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "64M");
        run("qemu-io", "-f", "qcow2", "-c", "write -q -P 7 3M 20M", disk.toString());
        Path full = point(disk, 0, Optional.empty());
        assertThat(last.stored()).isEqualTo(20 << 20);

        point(disk, 1, Optional.of(full));
        assertThat(last).isEqualTo(new DiskTransfer.Moved(20 << 20, 0));
        run("qemu-io", "-f", "qcow2", "-c", "write -q -P 8 5M 64k", disk.toString());
        point(disk, 2, Optional.of(directory.resolve("point-1.qcow2")));
        assertThat(last).isEqualTo(new DiskTransfer.Moved(20 << 20, 1 << 16));
    }

    private DiskTransfer.Moved last = new DiskTransfer.Moved(0, 0);

    private Path point(Path disk, int number, Optional<Path> before) throws Exception {
        Path image = directory.resolve("point-" + number + ".qcow2");
        Path map = directory.resolve("point-" + number + ".map");
        try (QemuNbd source = QemuNbd.export(new QemuNbd.Export(disk, "qcow2", false, Optional.empty()), directory);
                NbdClient look = source.connect(List.of(NbdClient.ALLOCATION))) {
            if (before.isPresent()) {
                run(
                        "qemu-img",
                        "create",
                        "-q",
                        "-f",
                        "qcow2",
                        "-F",
                        "qcow2",
                        "-b",
                        before.get().getFileName().toString(),
                        image.toString(),
                        Long.toString(look.size()));
            } else {
                run("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), Long.toString(look.size()));
            }
            Path mapBefore = before.map(path ->
                            path.resolveSibling(path.getFileName().toString().replace(".qcow2", ".map")))
                    .orElse(map);
            try (QemuNbd target =
                            QemuNbd.export(new QemuNbd.Export(image, "qcow2", true, Optional.empty()), directory);
                    BlockMap blocks = before.isPresent()
                            ? BlockMap.continuing(map, mapBefore, look.size())
                            : BlockMap.create(map, look.size())) {
                last = new DiskTransfer(source::connect, target::connect, blocks, (read, stored) -> {})
                        .run(DiskReading.of(look, Optional.empty()), 4);
            }
        }
        try (BlockMap again = BlockMap.read(map)) {
            assertThat(again.size()).isEqualTo(Files.size(map) > 0 ? again.size() : -1);
        }
        return image;
    }

    private static void run(String... line) throws Exception {
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = process.inputReader().readAllAsString();
        assertThat(process.waitFor()).as(String.join(" ", line) + "\n" + said).isZero();
    }
}
