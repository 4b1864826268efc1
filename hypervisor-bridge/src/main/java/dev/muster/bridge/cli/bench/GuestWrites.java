package dev.muster.bridge.cli.bench;

import java.io.IOException;
import java.util.BitSet;
import java.util.SplittableRandom;

/** Writes through a running VM's QEMU, as its guest would, and knows how many bytes became others. */
final class GuestWrites {
    private static final int GRAIN = 4 << 10;

    private final String vm;
    private final int grains;
    private final Kind kind;

    /** How a guest writes. */
    enum Kind {
        /** As when files are copied. */
        RUNS("runs of 256 KiB to 4 MiB", 64, 64, 1024),
        /** As databases do, at their worst: no two near each other. */
        PAGES("single 4 KiB, scattered", 400, 1, 1);

        private final String words;
        private final int count;
        private final int least;
        private final int most;

        Kind(String words, int count, int least, int most) {
            this.words = words;
            this.count = count;
            this.least = least;
            this.most = most;
        }

        String words() {
            return words;
        }
    }

    GuestWrites(String vm, long size, Kind kind) {
        this.vm = vm;
        this.grains = (int) (size / GRAIN);
        this.kind = kind;
    }

    /** Writes, at places of 4 KiB; how many bytes, each counted once. */
    long write(int round) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(round);
        BitSet written = new BitSet(grains);
        for (int at = 0; at < kind.count; at++) {
            int length = random.nextInt(kind.least, kind.most + 1);
            int first = random.nextInt(1, grains - length);
            // a byte of its own in each round, so that what is written is another than what was there
            qemuIo("write -P " + (round % 250 + 1) + " " + (long) first * GRAIN + " " + (long) length * GRAIN);
            written.set(first, first + length);
        }
        return (long) written.cardinality() * GRAIN;
    }

    /** Returns when the image has all of it. */
    void flush() throws IOException, InterruptedException {
        qemuIo("flush");
    }

    private void qemuIo(String command) throws IOException, InterruptedException {
        String said = Machine.virsh(
                "qemu-monitor-command",
                vm,
                "--hmp",
                "qemu-io -d /machine/peripheral/virtio-disk0/virtio-backend \"" + command + "\"");
        if (!said.isBlank()) {
            throw new IOException("QEMU did not write: " + said.strip());
        }
    }
}
