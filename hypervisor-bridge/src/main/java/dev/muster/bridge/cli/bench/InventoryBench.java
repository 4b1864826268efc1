package dev.muster.bridge.cli.bench;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.HypervisorDriver;
import dev.muster.bridge.hypervisor.HypervisorListener;
import dev.muster.model.error.Problem;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryDelta;
import dev.muster.model.inventory.InventoryImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Full detail of many domains, against the bare list of them. */
final class InventoryBench implements Bench {
    private static final int RUNS = 5;
    private static final List<Integer> SIZES = List.of(1_000, 5_000);

    private final List<HypervisorDriver> drivers;

    InventoryBench(List<HypervisorDriver> drivers) {
        this.drivers = List.copyOf(drivers);
    }

    @Override
    public String name() {
        return "inventory";
    }

    @Override
    public List<Tool> needs() {
        return List.of(new Tool("virsh", "libvirt-clients"));
    }

    @Override
    public List<Figure> run(Workplace workplace) throws IOException, InterruptedException {
        List<Figure> figures = new java.util.ArrayList<>();
        for (int domains : SIZES) {
            Path document = workplace.testDriverDocument(domains);
            double[] ours = new double[RUNS];
            double[] theirs = new double[RUNS];
            for (int run = -2; run < RUNS; run++) {
                double our = load(document, domains);
                double their =
                        workplace.run(List.of("virsh", "--connect", "test://" + document, "list", "--all"), Map.of());
                if (run >= 0) {
                    ours[run] = our;
                    theirs[run] = their;
                }
            }
            figures.add(new Figure(
                    domains + " domains",
                    Workplace.median(ours),
                    Workplace.median(theirs),
                    "ms",
                    1.5,
                    "ours: connect and fold every domain with disks, NICs and tags into an image, in a running bridge;"
                            + " theirs: virsh list --all as a process, connecting too; median of " + RUNS
                            + " after 2 warm-ups"));
        }
        return figures;
    }

    private double load(Path document, int domains) throws IOException {
        HypervisorDriver driver = drivers.stream()
                .filter(candidate -> candidate.opens(ConnectionUri.Kind.TEST))
                .findFirst()
                .orElseThrow(() -> new IOException("nothing here opens test:///"));
        AtomicReference<InventoryImage> image = new AtomicReference<>(InventoryImage.EMPTY);
        long before = System.nanoTime();
        try (Hypervisor hypervisor =
                driver.open(ConnectionId.of("bench"), ConnectionUri.parse("test://" + document), new Folding(image))) {
            double took = (System.nanoTime() - before) / 1e6;
            if (image.get().vms().size() != domains || hypervisor.hosts().isEmpty()) {
                throw new IOException(
                        "Not all domains were read: " + image.get().vms().size());
            }
            return took;
        }
    }

    private record Folding(AtomicReference<InventoryImage> image) implements HypervisorListener {
        @Override
        public void onChanges(List<InventoryChange> changes) {
            image.updateAndGet(before -> before.apply(new InventoryDelta(changes)));
        }

        @Override
        public void onLost(Problem why) {
            image.set(InventoryImage.EMPTY);
        }
    }
}
