package dev.muster.bridge.recovery.run;

import dev.muster.model.backup.PointManifest;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.recovery.Choice;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.vm.DomainDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether hosts and pools have room for the machines of a plan. A machine needs its memory on its host, less what those give back that
 * are kept from running. In its pool a recovery needs what the restore point holds, since machines are moved out of the repository in
 * the end; a test a tenth of that, as it keeps only what is written. Of machines that an answer decides about the larger choice counts.
 */
final class Capacity {
    private static final long OF_A_TEST = 10;

    private final RunGround ground;
    private final RunKind kind;
    private final Map<HostId, Needs> memory = new TreeMap<>(Comparator.comparing(HostId::text));
    private final Map<PoolId, Needs> storage = new TreeMap<>(Comparator.comparing(PoolId::text));
    private final Map<HostId, Long> givenBack = new HashMap<>();

    Capacity(RunGround ground, RunKind kind) {
        this.ground = ground;
        this.kind = kind;
    }

    /** What is needed in one place. */
    private static final class Needs {
        private long always;
        private final Map<String, Map<String, Long>> chosen = new HashMap<>();

        void add(Optional<Choice> choice, long bytes) {
            if (choice.isEmpty()) {
                always += bytes;
            } else {
                chosen.computeIfAbsent(choice.get().prompt(), _ -> new HashMap<>())
                        .merge(choice.get().choice(), bytes, Long::sum);
            }
        }

        long bytes() {
            return always
                    + chosen.values().stream()
                            .mapToLong(choices -> choices.values().stream()
                                    .mapToLong(Long::longValue)
                                    .max()
                                    .orElse(0))
                            .sum();
        }
    }

    /** Counts a machine. */
    void add(PlanMachine machine, Decided.Machine known, DomainDocument domain, PointManifest point) {
        long bytes = machine.hardware().memoryMib().map(mib -> mib << 20).orElseGet(domain::memoryBytes);
        memory.computeIfAbsent(known.pool().host(), _ -> new Needs()).add(machine.onlyIf(), bytes);
        long held = point.stored();
        storage.computeIfAbsent(known.pool(), _ -> new Needs())
                .add(machine.onlyIf(), kind == RunKind.TEST ? held / OF_A_TEST : held);
        known.source()
                .flatMap(source -> ground.lookup().image().vm(source))
                .filter(vm -> vm.state() == VmState.RUNNING)
                .ifPresent(vm -> givenBack.merge(vm.id().host(), vm.memoryBytes(), Long::sum));
    }

    /** What is not enough, each with how much is missing. */
    List<Problem> shortfalls() {
        List<Problem> missing = new ArrayList<>();
        memory.forEach((id, needs) -> {
            Host host = ground.lookup().image().hosts().get(id);
            if (host != null) {
                long free = host.memoryFreeBytes() + givenBack.getOrDefault(id, 0L);
                lack(needs.bytes(), free)
                        .ifPresent(
                                lack -> missing.add(
                                        Problem.of(
                                                ErrorCode.PLAN_NOT_READY,
                                                "The host " + host.name() + " has " + mib(free)
                                                        + " of memory free, and the machines need " + mib(needs.bytes())
                                                        + ": " + mib(lack) + " are missing.",
                                                "Nothing was changed.",
                                                "Place some of them on another host, give them less memory, or shut down what is not needed.")));
            }
        });
        storage.forEach((id, needs) -> {
            Pool pool = ground.lookup().image().pools().get(id);
            if (pool != null) {
                lack(needs.bytes(), pool.availableBytes())
                        .ifPresent(lack -> missing.add(Problem.of(
                                ErrorCode.PLAN_NOT_READY,
                                "The pool " + pool.name() + " has " + mib(pool.availableBytes())
                                        + " free, and the machines need " + mib(needs.bytes()) + ": "
                                        + mib(lack) + " are missing.",
                                "Nothing was changed.",
                                "Make room there, or place some of them in another pool.")));
            }
        });
        return missing;
    }

    /** Rounded up. */
    private static String mib(long bytes) {
        return ((bytes + (1 << 20) - 1) >> 20) + " MiB";
    }

    private static Optional<Long> lack(long needed, long free) {
        return needed > free ? Optional.of(needed - free) : Optional.empty();
    }
}
