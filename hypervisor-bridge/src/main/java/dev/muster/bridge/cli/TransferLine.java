package dev.muster.bridge.cli;

import dev.muster.bridge.open.VolumeTransfers;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says how far a download is, a line for each tenth of it, until it is told to stop. */
final class TransferLine implements VolumeTransfers.Progress {
    private final CtlOutput output;
    private final String name;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final long began = System.nanoTime();
    private long told;

    TransferLine(CtlOutput output, String name) {
        this.output = output;
        this.name = name;
    }

    void stop() {
        stopped.set(true);
    }

    @Override
    public boolean at(long done, long total) {
        long tenth = done * 10 / Math.max(1, total);
        if (tenth > told) {
            told = tenth;
            double seconds = Math.max(0.001, (System.nanoTime() - began) / 1e9);
            output.note(String.format(
                    Locale.ROOT, "%s: %s of %s, %s/s", name, Sizes.text(done), Sizes.text(total), Sizes.text((long)
                            (done / seconds))));
        }
        return !stopped.get();
    }
}
