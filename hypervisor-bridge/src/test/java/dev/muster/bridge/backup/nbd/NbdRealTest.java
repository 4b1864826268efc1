package dev.muster.bridge.backup.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images as qemu-nbd exports them. */
@Tag("real")
class NbdRealTest {
    private static final int BLOCK = 1 << 16;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void what_is_written_is_in_the_image_and_read_back_and_holes_are_told_apart() throws Exception {
        Path image = image("disk.qcow2", "64M");
        byte[] bytes = new byte[3 * BLOCK + 512];
        new Random(5).nextBytes(bytes);

        try (QemuNbd server = QemuNbd.export(new QemuNbd.Export(image, "qcow2", true, Optional.empty()), directory);
                NbdClient client = server.connect(List.of(NbdClient.ALLOCATION))) {
            assertThat(client.size()).isEqualTo(64L << 20);
            assertThat(client.isReadOnly()).isFalse();
            assertThat(client.extents(NbdClient.ALLOCATION, 0, client.size()))
                    .singleElement()
                    .satisfies(extent -> {
                        assertThat(extent.length()).isEqualTo(64L << 20);
                        assertThat(extent.isZero()).isTrue();
                    });
            client.write(10L * BLOCK, ByteBuffer.wrap(bytes));
            client.writeZeroes(11L * BLOCK, BLOCK);
            client.flush();
        }
        try (QemuNbd server = QemuNbd.export(new QemuNbd.Export(image, "qcow2", false, Optional.empty()), directory);
                NbdClient client = server.connect(List.of(NbdClient.ALLOCATION));
                NbdClient second = server.connect(List.of())) {
            byte[] expected = bytes.clone();
            java.util.Arrays.fill(expected, BLOCK, 2 * BLOCK, (byte) 0);
            for (NbdClient each : List.of(client, second)) {
                ByteBuffer read = ByteBuffer.allocate(bytes.length);
                each.read(10L * BLOCK, read);
                assertThat(read.array()).isEqualTo(expected);
            }
            List<Extent> extents = client.extents(NbdClient.ALLOCATION, 0, client.size());
            assertThat(extents.stream().filter(extent -> !extent.isZero()).toList())
                    .extracting(Extent::offset)
                    .containsExactly(10L * BLOCK, 12L * BLOCK);
            assertThat(extents.getLast().end()).isEqualTo(64L << 20);
            assertThat(client.isReadOnly()).isTrue();
            assertThatThrownBy(() -> second.write(0, ByteBuffer.allocate(512)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("read-only");
            assertThatThrownBy(() -> client.read(64L << 20, ByteBuffer.allocate(512)))
                    .isInstanceOf(IOException.class);
        }
        assertThat(list()).containsExactly("disk.qcow2");
    }

    @Test
    void a_persistent_bitmap_says_what_was_written() throws Exception {
        Path image = image("disk.qcow2", "8M");
        run("qemu-img", "bitmap", "--add", "-g", "64k", image.toString(), "since");
        run("qemu-io", "-f", "qcow2", "-c", "write -q 1M 4k", "-c", "write -q 3M 128k", image.toString());

        try (QemuNbd server =
                        QemuNbd.export(new QemuNbd.Export(image, "qcow2", false, Optional.of("since")), directory);
                NbdClient client = server.connect(List.of(NbdClient.BITMAP + "since"))) {
            assertThat(client.extents(NbdClient.BITMAP + "since", 0, client.size()).stream()
                            .filter(Extent::isDirty)
                            .toList())
                    .containsExactly(new Extent(1 << 20, BLOCK, 1), new Extent(3 << 20, 2 * BLOCK, 1));
        }
    }

    @Test
    void what_cannot_be_opened_says_why() throws Exception {
        Path image = image("disk.qcow2", "8M");
        assertThatThrownBy(() -> QemuNbd.export(
                        new QemuNbd.Export(directory.resolve("none.qcow2"), "qcow2", false, Optional.empty()),
                        directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.qcow2");
        try (QemuNbd server = QemuNbd.export(new QemuNbd.Export(image, "qcow2", false, Optional.empty()), directory)) {
            assertThatThrownBy(() -> server.connect(List.of(NbdClient.BITMAP + "none")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("none");
            assertThatThrownBy(() -> NbdClient.connect(server.socket(), "other", List.of()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("other");
        }
        assertThat(list()).containsExactly("disk.qcow2");
    }

    private List<String> list() throws IOException {
        try (var all = Files.list(directory)) {
            return new ArrayList<>(
                    all.map(path -> path.getFileName().toString()).toList());
        }
    }

    private Path image(String name, String size) throws Exception {
        Path image = directory.resolve(name);
        run("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), size);
        return image;
    }

    private static void run(String... line) throws Exception {
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = process.inputReader().readAllAsString();
        assertThat(process.waitFor()).as(said).isZero();
    }
}
