package dev.muster.bridge.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** CPU of a console nobody touches. */
final class IdleBench implements Bench {
    private static final int SMALL = 1_000;
    private static final int BIG = 10_000;
    private static final Duration SETTLE = Duration.ofSeconds(15);
    private static final Duration WATCH = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public List<Tool> needs() {
        return Consoles.NEEDS;
    }

    @Override
    public List<Figure> run(Workplace workplace) throws IOException, InterruptedException {
        workplace.startDisplay();
        Consoles consoles = new Consoles(workplace);
        double small = watch(workplace, Consoles.OUR_TITLE, consoles.ours(consoles.state(SMALL)));
        double big = watch(workplace, Consoles.OUR_TITLE, consoles.ours(consoles.state(BIG)));
        double theirs = watch(workplace, Consoles.THEIR_TITLE, consoles.theirs(workplace.testDriverDocument(SMALL)));
        String how = "user and system time from /proc/PID/stat over " + WATCH.toSeconds() + " s, " + SETTLE.toSeconds()
                + " s after the window showed; ";
        return List.of(
                new Figure(
                        "idle with " + SMALL + " VMs",
                        small,
                        theirs,
                        "% of a core",
                        1.0 / 20,
                        how + "theirs: virt-manager on test:///"),
                new Figure(
                        "idle with " + BIG + " VMs against " + SMALL,
                        big,
                        Math.max(small, 0.05),
                        "% of a core",
                        2,
                        how + "theirs: ours with " + SMALL + ", at least one tick"));
    }

    private static double watch(Workplace workplace, String title, Process process)
            throws IOException, InterruptedException {
        try {
            workplace.untilWindow(System.nanoTime(), title, process);
            Workplace.cpuPercent(process, SETTLE);
            return Workplace.cpuPercent(process, WATCH);
        } finally {
            workplace.end(process);
        }
    }
}
