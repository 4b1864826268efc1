package dev.muster.bridge.cli.bench;

import dev.muster.bridge.hypervisor.HypervisorDriver;
import dev.muster.model.host.ConnectionUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How long the other VMs' details take to be refreshed while one QEMU is stopped, and an action on it hangs. */
final class StallBench implements Bench {
    private static final int WARM_UPS = 3;
    private static final int RUNS = 15;
    private static final int LONGEST_SECONDS = 10;

    private final List<HypervisorDriver> drivers;

    StallBench(List<HypervisorDriver> drivers) {
        this.drivers = List.copyOf(drivers);
    }

    @Override
    public String name() {
        return "stall";
    }

    @Override
    public List<Tool> needs() {
        return List.of(
                new Tool("virsh", "libvirt-clients"),
                new Tool("qemu-system-x86_64", "qemu-system-x86"),
                new Tool("kill", "procps"));
    }

    @Override
    public List<Figure> run(Workplace workplace) throws IOException, InterruptedException {
        if (!Files.readString(Path.of("/proc/self/mounts")).contains(" /run/libvirt tmpfs ")) {
            throw new IOException(
                    "this is not a libvirtd of the measurement's own; run \"./muster bench stall\" as root");
        }
        HypervisorDriver driver = drivers.stream()
                .filter(candidate -> candidate.opens(ConnectionUri.Kind.LOCAL))
                .findFirst()
                .orElseThrow(() -> new IOException("nothing here opens qemu:///system"));
        try (StallScene scene = new StallScene(driver, workplace)) {
            scene.prepare();
            double[] free = new double[RUNS];
            double[] stalled = new double[RUNS];
            // in turns, so that what else the machine does meets both
            for (int run = -WARM_UPS; run < RUNS; run++) {
                double before = scene.refreshOthers();
                scene.stop();
                double during = scene.refreshOthers();
                scene.go();
                if (run >= 0) {
                    free[run] = before;
                    stalled[run] = during;
                }
            }
            double bulkFree = bulk(workplace);
            scene.stop();
            double bulkStalled = bulk(workplace);
            scene.go();
            String how = "a title of each of " + StallScene.OTHERS
                    + " running VMs is written and heard of again, median of "
                    + RUNS + " after " + WARM_UPS + " warm-ups, in turns; the stopped QEMU (SIGSTOP) has a suspend"
                    + " hanging in the same connection; ";
            return List.of(
                    new Figure(
                            "refresh of the others, one QEMU stopped",
                            Workplace.median(stalled),
                            Workplace.median(free),
                            "ms",
                            1.1,
                            how + "theirs: ours with none stopped"),
                    new Figure(
                            "the same against bulk statistics",
                            Workplace.median(stalled),
                            bulkStalled,
                            "ms",
                            1,
                            how + "theirs: virsh domstats, ended after " + LONGEST_SECONDS + " s where it does not; "
                                    + Math.round(bulkFree) + " ms with none stopped"));
        }
    }

    /** Milliseconds that the statistics of all domains take, at most {@link #LONGEST_SECONDS}. */
    private static double bulk(Workplace workplace) throws IOException, InterruptedException {
        long before = System.nanoTime();
        Process process = workplace.start(List.of("virsh", "--connect", "qemu:///system", "domstats"), Map.of());
        boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        double took = (System.nanoTime() - before) / 1e6;
        workplace.end(process);
        if (ended && process.exitValue() != 0) {
            throw new IOException("virsh domstats failed");
        }
        return took;
    }
}
