package dev.muster.bridge.recovery.run;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.recovery.PlanMachine;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Where machines are recovered when their plan leaves that open. */
final class Places {
    private static final Set<String> DIRECTORIES = Set.of("dir", "fs", "netfs");

    private final RunGround ground;

    Places(RunGround ground) {
        this.ground = ground;
    }

    /** Where what a machine writes is put: as the plan says, else on the host it came from, where there is most room. */
    PoolId pool(PlanMachine machine) {
        Optional<PoolId> named = machine.place().pool();
        if (named.isPresent()) {
            return named.get();
        }
        HostId host = machine.place()
                .host()
                .or(() -> home(machine))
                .or(this::anywhere)
                .orElseThrow(Places::nowhere);
        return ground.lookup()
                .poolsOf(host)
                .filter(pool -> pool.active() && DIRECTORIES.contains(pool.type()))
                .max(Comparator.comparingLong(Pool::availableBytes))
                .map(Pool::id)
                .orElseThrow(() -> Problem.of(
                                ErrorCode.POOL_NOT_FOUND,
                                "The host " + host + " has no pool that is a directory and is up.",
                                "Nothing was changed.",
                                "Make one there, or name a pool in the plan.")
                        .toException());
    }

    private Optional<HostId> home(PlanMachine machine) {
        return ground.lookup().image().vms().values().stream()
                .filter(vm -> vm.id().uuid().equals(machine.source().uuid()))
                .map(vm -> vm.id().host())
                .filter(this::isHere)
                .findFirst();
    }

    private Optional<HostId> anywhere() {
        return ground.lookup().image().hosts().values().stream()
                .filter(host -> host.state() == HostState.CONNECTED)
                .map(Host::id)
                .filter(this::isHere)
                .sorted(Comparator.comparing(HostId::text))
                .findFirst();
    }

    private boolean isHere(HostId host) {
        try {
            return ground.lookup().hypervisor(host).backups().isHere();
        } catch (MusterException e) {
            return false; // it does not answer
        }
    }

    private static MusterException nowhere() {
        return Problem.of(
                        ErrorCode.HOST_UNREACHABLE,
                        "No host is connected whose files are those of the bridge's machine.",
                        "Nothing was changed.",
                        "Connect one, or name a host in the plan.")
                .toException();
    }
}
