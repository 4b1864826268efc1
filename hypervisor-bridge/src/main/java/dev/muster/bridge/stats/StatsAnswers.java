package dev.muster.bridge.stats;

import dev.muster.bridge.inventory.Inventory;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.stats.StatsQuery;
import dev.muster.model.stats.StatsRange;
import dev.muster.model.stats.VmUsage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Answers how busy VMs are, and has the hosts that are asked about measured more often. */
public final class StatsAnswers {
    private final Sampler sampler;
    private final Inventory inventory;
    private final InstantSource clock;

    /** Answers from what this sampler measured. */
    public StatsAnswers(Sampler sampler, Inventory inventory, InstantSource clock) {
        this.sampler = sampler;
        this.inventory = inventory;
        this.clock = clock;
    }

    /**
     * The answer.
     *
     * @throws dev.muster.model.error.MusterException {@code VM_NOT_FOUND}, {@code HOST_NOT_FOUND}; {@code QUERY_INVALID} for
     *     too many VMs at once
     */
    public <R extends Record> R answer(StatsQuery<R> query) {
        Record answer = switch (query) {
            case StatsQuery.History history -> history(history.vm(), history.range());
            case StatsQuery.Load load -> load(load.host());
            case StatsQuery.Sparks sparks -> sparks(sparks);
        };
        return query.answer().cast(answer);
    }

    private StatsQuery.VmHistory history(VmId vm, StatsRange range) {
        if (!inventory.image().vms().containsKey(vm)) {
            throw notFound(ErrorCode.VM_NOT_FOUND, "There is no VM " + vm.text() + ".");
        }
        sampler.watch(vm.host());
        // ends with the last whole step, so that the newest value is not of a moment nobody measured yet
        long step = range.step().toMillis();
        long end = range == StatsRange.TEN_MINUTES
                ? Math.floorDiv(clock.millis(), step) * step
                : Math.floorDiv(clock.millis() + step - 1, step) * step;
        return new StatsQuery.VmHistory(
                vm,
                range,
                Instant.ofEpochMilli(end),
                sampler.since(),
                sampler.history(vm).last(range, end));
    }

    private StatsQuery.HostLoad load(HostId host) {
        if (!inventory.image().hosts().containsKey(host)) {
            throw notFound(ErrorCode.HOST_NOT_FOUND, "There is no host " + host.text() + ".");
        }
        sampler.watch(host);
        List<StatsQuery.VmLoad> loads = sampler.histories().entrySet().stream()
                .filter(kept ->
                        kept.getKey().host().equals(host) && kept.getValue().isRunning())
                .map(kept ->
                        new StatsQuery.VmLoad(kept.getKey(), kept.getValue().latest()))
                .toList();
        VmUsage total = loads.stream().map(StatsQuery.VmLoad::usage).reduce(VmUsage.UNKNOWN, VmUsage::plus);
        return new StatsQuery.HostLoad(host, sampler.measuredAt(host), total, loads);
    }

    private StatsQuery.SparkLines sparks(StatsQuery.Sparks asked) {
        List<VmId> vms = asked.vms();
        if (vms.size() > StatsQuery.Sparks.MOST) {
            throw Problem.of(
                            ErrorCode.QUERY_INVALID,
                            "At most " + StatsQuery.Sparks.MOST + " lines can be asked for at once, not " + vms.size()
                                    + ".",
                            "",
                            "Ask for those that are seen.")
                    .toException();
        }
        return new StatsQuery.SparkLines(vms.stream()
                .filter(vm -> sampler.histories().containsKey(vm))
                .map(vm -> new StatsQuery.Spark(vm, sampler.history(vm).spark(asked.figures(), clock.millis())))
                .toList());
    }

    private static RuntimeException notFound(ErrorCode code, String what) {
        return Problem.of(code, what, "", "List what there is, then ask again.").toException();
    }
}
