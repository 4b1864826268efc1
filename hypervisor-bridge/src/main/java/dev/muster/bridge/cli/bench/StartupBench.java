package dev.muster.bridge.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** From the start of the program to its window, with 1000 VMs. */
final class StartupBench implements Bench {
    private static final int VMS = 1000;
    private static final int RUNS = 5;

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public List<Tool> needs() {
        return Consoles.NEEDS;
    }

    @Override
    public List<Figure> run(Workplace workplace) throws IOException, InterruptedException {
        workplace.startDisplay();
        Consoles consoles = new Consoles(workplace);
        Path state = consoles.state(VMS);
        Path document = workplace.testDriverDocument(VMS);
        double[] ours = new double[RUNS];
        double[] theirs = new double[RUNS];
        // two warm-up runs: the launcher records its start-up archive in the first and has it written in the second
        for (int run = -2; run < RUNS; run++) {
            if (run == 0) {
                consoles.awaitArchive();
            }
            double our = once(workplace, Consoles.OUR_TITLE, () -> consoles.ours(state));
            double their = once(workplace, Consoles.THEIR_TITLE, () -> consoles.theirs(document));
            if (run >= 0) {
                ours[run] = our;
                theirs[run] = their;
            }
        }
        return List.of(
                new Figure(
                        "window with " + VMS + " VMs",
                        Workplace.median(ours),
                        Workplace.median(theirs),
                        "ms",
                        1.0 / 3,
                        "program started to window mapped (xdotool) under Xvfb, median of " + RUNS
                                + " after 2 warm-ups and with the start-up archive written; ours: sim:///, theirs: virt-manager on test:///"));
    }

    private static double once(Workplace workplace, String title, Start start)
            throws IOException, InterruptedException {
        long before = System.nanoTime();
        Process process = start.start();
        try {
            return workplace.untilWindow(before, title, process);
        } finally {
            workplace.end(process);
        }
    }

    @FunctionalInterface
    private interface Start {
        Process start() throws IOException, InterruptedException;
    }
}
