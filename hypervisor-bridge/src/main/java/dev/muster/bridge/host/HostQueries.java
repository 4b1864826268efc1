package dev.muster.bridge.host;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.HypervisorDriver;
import dev.muster.bridge.hypervisor.HypervisorListener;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.host.HostQuery;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryDelta;
import dev.muster.model.inventory.InventoryImage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Answers what can be asked about hosts that is not in the inventory. */
public final class HostQueries {
    private static final ConnectionId PROBE = ConnectionId.of("probe");

    private final List<HypervisorDriver> drivers;

    /** Probes with these drivers. */
    public HostQueries(List<HypervisorDriver> drivers) {
        this.drivers = List.copyOf(drivers);
    }

    /** The answer to any of them. */
    public Record answer(HostQuery<?> query) {
        return switch (query) {
            case HostQuery.Probe probe -> probe(probe);
        };
    }

    /**
     * Connects once, looks, and lets go; changes nothing.
     *
     * @throws dev.muster.model.error.MusterException why it cannot be reached, naming the missing piece
     */
    public HostQuery.Found probe(HostQuery.Probe probe) {
        ConnectionUri uri = ConnectionUri.parse(probe.uri());
        HypervisorDriver driver = drivers.stream()
                .filter(candidate -> candidate.opens(uri.kind()))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ErrorCode.NOT_SUPPORTED,
                                "Nothing here opens " + uri.text() + ".",
                                "Nothing was changed.",
                                "Use a bridge that has a driver for "
                                        + uri.kind().scheme() + " URIs.")
                        .toException());
        Look look = new Look();
        try (Hypervisor hypervisor = driver.open(PROBE, uri, look)) {
            InventoryImage image = look.image();
            Optional<Host> host = image.host(hypervisor.hosts().getFirst());
            int more = hypervisor.hosts().size() - 1;
            return new HostQuery.Found(
                    host.map(Host::name).orElse("") + (more > 0 ? " and " + more + " more" : ""),
                    host.map(Host::hypervisor).orElse(""),
                    host.map(Host::libvirtVersion).orElse(""),
                    image.vms().size());
        }
    }

    private static final class Look implements HypervisorListener {
        private final AtomicReference<InventoryImage> seen = new AtomicReference<>(InventoryImage.EMPTY);

        @Override
        public void onChanges(List<InventoryChange> changes) {
            seen.updateAndGet(image -> image.apply(new InventoryDelta(changes)));
        }

        @Override
        public void onLost(Problem why) {
            // the look is over before anybody would act on it
        }

        InventoryImage image() {
            return seen.get();
        }
    }
}
