package dev.muster.bridge.cli.bench;

import dev.muster.bridge.backup.nbd.NbdClient;
import dev.muster.bridge.backup.nbd.QemuNbd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes disks of data that nothing can compress, with a guest that stands still in the first sector. */
final class DataDisk {
    private static final int LARGEST_RUN = 4 << 20;
    private static final int GRAIN = 4 << 10;
    private static final int SECTOR = 512;

    private DataDisk() {}

    /**
     * Makes one. Its data lies in runs of 4 KiB to 4 MiB, with holes between them where there is room.
     *
     * @param size bytes the guest sees
     * @param data how many of them are written at least, half of them at most where there are to be holes
     */
    static Path make(Path directory, String name, long size, long data, long seed)
            throws IOException, InterruptedException {
        Path image = directory.resolve(name + ".qcow2");
        Machine.must("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), Long.toString(size));
        SplittableRandom random = new SplittableRandom(seed);
        try (QemuNbd server = QemuNbd.export(new QemuNbd.Export(image, "qcow2", true, Optional.empty()), directory);
                NbdClient disk = server.connect(List.of())) {
            boolean holes = data <= size / 2;
            byte[] content = new byte[LARGEST_RUN];
            long written = 0;
            for (long at = 0; at < size && written < data; ) {
                int run = (int) Math.min(size - at, holes ? run(random) : LARGEST_RUN);
                random.nextBytes(content);
                disk.write(at, ByteBuffer.wrap(content, 0, run));
                written += run;
                at += run + (holes ? run(random) : 0);
            }
            disk.write(0, standingStill());
            disk.flush();
        }
        return image;
    }

    private static long run(SplittableRandom random) {
        return (random.nextInt(LARGEST_RUN / GRAIN) + 1L) * GRAIN;
    }

    /** {@code hlt; jmp} and the mark of a sector that can be booted. */
    private static ByteBuffer standingStill() {
        return ByteBuffer.allocate(SECTOR)
                .put(0, HexFormat.of().parseHex("f4ebfd"))
                .putShort(SECTOR - 2, (short) 0x55aa);
    }
}
