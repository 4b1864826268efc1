package dev.muster.bridge.cli;

import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Vm;
import dev.muster.model.stats.StatsFigure;
import dev.muster.model.stats.StatsQuery;
import dev.muster.model.stats.VmUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** {@code muster ctl host load}: which VM loads a host. */
final class LoadReader {
    /** How long the first figures may take: rates need two measurements. */
    private static final Duration FIRST = Duration.ofSeconds(6);

    private static final Duration STEP = Duration.ofMillis(500);

    private final CtlSession session;
    private final Host host;

    LoadReader(CtlSession session, Host host) {
        this.session = session;
        this.host = host;
    }

    /** The busiest first, by that figure. */
    int once(StatsFigure by) {
        StatsQuery.HostLoad load = first();
        List<StatsQuery.VmLoad> busiest = load.vms().stream()
                .sorted(Comparator.comparingDouble((StatsQuery.VmLoad vm) -> by.of(vm.usage()))
                        .reversed()
                        .thenComparing(vm -> vm.vm().text()))
                .toList();
        Table table = new Table(
                "No VM runs on " + host.id() + ", or its hypervisor does not say what VMs use.",
                "VM",
                ">CPU",
                ">MEMORY",
                ">DISK",
                ">NETWORK");
        busiest.forEach(vm -> row(table, name(vm), vm.usage()));
        if (busiest.size() > 1) {
            row(table, "all " + busiest.size(), load.total());
        }
        return session.output().answer(new StatsQuery.HostLoad(load.host(), load.at(), load.total(), busiest), table);
    }

    private static void row(Table table, String name, VmUsage usage) {
        table.row(
                name,
                UsageReader.percent(StatsFigure.CPU.of(usage)),
                UsageReader.size(StatsFigure.MEMORY.of(usage), ""),
                UsageReader.size(StatsFigure.DISK.of(usage), "/s"),
                UsageReader.size(StatsFigure.NETWORK.of(usage), "/s"));
    }

    private String name(StatsQuery.VmLoad load) {
        return Optional.ofNullable(session.inventory().vms().get(load.vm()))
                .map(Vm::name)
                .orElseGet(load.vm()::text);
    }

    private StatsQuery.HostLoad first() {
        boolean runs = host.state() == HostState.CONNECTED
                && session.inventory().vms().values().stream()
                        .anyMatch(vm ->
                                vm.id().host().equals(host.id()) && vm.state().isActive());
        long deadline = System.nanoTime() + FIRST.toNanos();
        StatsQuery.HostLoad load = newest();
        while (runs && !measured(load) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(STEP.toNanos());
            load = newest();
        }
        return load;
    }

    private static boolean measured(StatsQuery.HostLoad load) {
        return load.at().isAfter(Instant.EPOCH) && load.total().cpuPercent() >= 0;
    }

    private StatsQuery.HostLoad newest() {
        return session.ask(new StatsQuery.Load(host.id()));
    }
}
