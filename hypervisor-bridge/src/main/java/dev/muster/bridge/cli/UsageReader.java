package dev.muster.bridge.cli;

import dev.muster.bridge.json.Json;
import dev.muster.model.inventory.Vm;
import dev.muster.model.stats.StatsQuery;
import dev.muster.model.stats.StatsRange;
import dev.muster.model.stats.VmUsage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Prints how busy a VM is: once, or again and again for as long as it runs. */
final class UsageReader {
    /** A figure is of two readings 2 s apart, the first of which may take place only because somebody asked. */
    private static final Duration FIRST = Duration.ofSeconds(10);

    private static final Duration STEP = StatsRange.TEN_MINUTES.step();

    private final CtlSession session;
    private final Vm vm;

    UsageReader(CtlSession session, Vm vm) {
        this.session = session;
        this.vm = vm;
    }

    int once() {
        VmUsage usage = first();
        return session.output()
                .answer(
                        usage,
                        CtlOutput.sheet(List.of(
                                Map.entry("CPU", percent(usage.cpuPercent())),
                                Map.entry("Memory", size(usage.memoryBytes(), "")),
                                Map.entry("Resident", size(usage.residentBytes(), "")),
                                Map.entry("Disk read", size(usage.diskReadRate(), "/s")),
                                Map.entry("Disk written", size(usage.diskWriteRate(), "/s")),
                                Map.entry("Disk operations", number(usage.diskOperations(), "/s")),
                                Map.entry("Received", size(usage.receiveRate(), "/s")),
                                Map.entry("Sent", size(usage.sendRate(), "/s")))));
    }

    int watch() {
        VmUsage usage = first();
        while (true) {
            session.output().raw((session.output().json() ? Json.write(usage) : line(usage)) + "\n");
            LockSupport.parkNanos(STEP.toNanos());
            boolean runs = Optional.ofNullable(session.inventory().vms().get(vm.id()))
                    .filter(now -> now.state().isActive())
                    .isPresent();
            if (!runs || Thread.currentThread().isInterrupted()) {
                return 0;
            }
            usage = newest();
        }
    }

    private VmUsage first() {
        long deadline = System.nanoTime() + FIRST.toNanos();
        VmUsage usage = newest();
        while (usage.equals(VmUsage.UNKNOWN) && vm.state().isActive() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(STEP.toNanos() / 4);
            usage = newest();
        }
        return usage;
    }

    private VmUsage newest() {
        return session.ask(new StatsQuery.Load(vm.id().host())).vms().stream()
                .filter(load -> load.vm().equals(vm.id()))
                .map(StatsQuery.VmLoad::usage)
                .findFirst()
                .orElse(VmUsage.UNKNOWN);
    }

    private static String line(VmUsage usage) {
        return "cpu " + percent(usage.cpuPercent())
                + "  memory " + size(usage.residentBytes(), "")
                + "  disk r " + size(usage.diskReadRate(), "/s")
                + " w " + size(usage.diskWriteRate(), "/s")
                + "  net rx " + size(usage.receiveRate(), "/s")
                + " tx " + size(usage.sendRate(), "/s");
    }

    static String percent(double value) {
        return value < 0 ? "?" : String.format(Locale.ROOT, "%.1f %%", value);
    }

    private static String number(double value, String unit) {
        return value < 0 ? "?" : String.format(Locale.ROOT, "%.1f %s", value, unit);
    }

    static String size(double value, String unit) {
        return value < 0 ? "?" : Sizes.text(Math.round(value)) + unit;
    }
}
