package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.VmCounters;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What simulated VMs would count: each has a load of its own, worked out of its UUID, that swells and falls over minutes. A
 * pure function of the time, so nothing is kept.
 */
final class SimCounters {
    private static final double PERIOD = 240;

    private SimCounters() {}

    static List<VmCounters> of(SimHost host, Instant now) {
        return host.domains.values().stream()
                .map(SimDomain::vm)
                .filter(vm -> vm.state() == VmState.RUNNING)
                .map(vm -> of(vm, now))
                .toList();
    }

    private static VmCounters of(Vm vm, Instant now) {
        Duration up = Duration.between(vm.stateSince().orElse(Instant.EPOCH), now);
        double seconds = Math.max(0, up.toNanos() / 1e9);
        int seed = vm.id().uuid().hashCode();
        // few VMs are busy, most idle, as on real hosts
        double share = Math.pow((seed & 0xFFFF) / 65536.0, 3);
        double turn = 2 * Math.PI / (PERIOD * (0.5 + (seed >>> 16 & 0xFF) / 256.0));
        // the integral of 1 + sin(turn * t), which never falls
        double work = share * (seconds + (1 - Math.cos(turn * seconds)) / turn) / 2;
        long disk = (long) (work * 40e6);
        long net = (long) (work * 12e6);
        return new VmCounters(
                vm.id(),
                (long) (work * vm.vcpus() * 1e9),
                vm.memoryBytes(),
                (long) (vm.memoryBytes() * (0.3 + 0.7 * share)),
                disk,
                disk / 3,
                disk / 16_384,
                net,
                net / 4);
    }
}
