package dev.muster.bridge.cli;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.recovery.BootCheck;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a restore point has to do to count as booted, on the command line. */
final class BootOptions {
    @Option(names = "--agent", description = "The guest's agent has to answer.")
    private boolean agent;

    @Option(names = "--serial", paramLabel = "TEXT", description = "The guest has to say that on its serial line.")
    private List<String> serial = List.of();

    @Option(
            names = "--script",
            paramLabel = "NAME",
            description = "A program of the bridge has to end with 0; it is told MUSTER_VM.")
    private List<String> scripts = List.of();

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "How long that is waited for (default: 600).")
    private long within;

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            description = "Memory of all machines that run at a time (default: half of what the host has free).")
    private Optional<Long> memory = Optional.empty();

    @Option(names = "--pool", paramLabel = "POOL", description = "Where what they write is put.")
    private Optional<String> pool = Optional.empty();

    BootCheck check(CtlSession session) {
        List<Gate> gates = new ArrayList<>();
        if (agent) {
            gates.add(new Gate.Agent());
        }
        serial.forEach(text -> gates.add(new Gate.SerialText(text)));
        scripts.forEach(program -> gates.add(new Gate.Script(program, List.of())));
        return new BootCheck(
                new Readiness(gates, Duration.ofSeconds(within)), memory, pool.map(name -> pool(session, name)));
    }

    private static PoolId pool(CtlSession session, String name) {
        return session.inventory().pools().values().stream()
                .filter(one -> one.name().equals(name) || one.id().text().equals(name))
                .map(Pool::id)
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ErrorCode.POOL_NOT_FOUND,
                                "There is no pool " + name + ".",
                                "Nothing was started.",
                                "List the pools.")
                        .toException());
    }
}
