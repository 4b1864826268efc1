package dev.muster.bridge.hypervisor.simulated;

import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import java.util.List;
import java.util.SplittableRandom;

/** Changes the states of VMs by itself, so many a second: the same VMs in the same order for the same seed. */
final class Background {
    /** Changes come in batches this far apart, or singly where they are rarer. */
    static final long BATCH_MILLIS = 20;

    private final World world;
    private final List<VmId> vms;
    private final SplittableRandom random;
    private double owed;

    Background(World world) {
        this.world = world;
        this.vms = world.read(() -> world.hosts().stream()
                .flatMap(host -> host.domains.values().stream())
                .map(domain -> domain.vm().id())
                .toList());
        this.random = new SplittableRandom(world.settings().seed() + 1);
    }

    /** One batch. */
    void tick() {
        owed += world.settings().rate() * BATCH_MILLIS / 1000.0;
        world.read(() -> {
            for (; owed >= 1; owed--) {
                if (!vms.isEmpty()) {
                    change(vms.get(random.nextInt(vms.size())));
                }
            }
            return owed;
        });
    }

    private void change(VmId id) {
        SimHost host = world.host(id.host());
        SimDomain domain = host.domains.get(id.uuid());
        if (domain == null || domain.vm().state() == VmState.SHUTTING_DOWN) {
            return;
        }
        SimDomain next = switch (domain.vm().state()) {
            case RUNNING ->
                random.nextBoolean()
                        ? domain.in(VmState.PAUSED, "user", world.clock().instant())
                        : domain.stopped(VmState.OFF, "shutdown", world.clock().instant());
            case CRASHED ->
                domain.stopped(VmState.OFF, "destroyed", world.clock().instant());
            case OFF, SHUTTING_DOWN, UNKNOWN ->
                domain.in(VmState.RUNNING, "booted", world.clock().instant());
            case PAUSED, ASLEEP ->
                domain.in(VmState.RUNNING, "unpaused", world.clock().instant());
        };
        host.domains.put(id.uuid(), next);
        world.tell(new InventoryChange.VmPut(next.vm()));
    }
}
