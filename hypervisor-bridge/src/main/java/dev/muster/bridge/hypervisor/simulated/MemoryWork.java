package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.MemoryOperations;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import java.util.Optional;

/** The memory of simulated domains on disk. */
final class MemoryWork implements MemoryOperations {
    private final World world;
    private final Calls calls;
    private final DomainWork domains;

    MemoryWork(World world, Calls calls, DomainWork domains) {
        this.world = world;
        this.calls = calls;
        this.domains = domains;
    }

    @Override
    public void save(VmId id) {
        calls.change(id.host(), () -> {
            SimHost host = world.host(id.host());
            SimDomain domain = host.domain(id);
            VmState state = domain.vm().state();
            if (state == VmState.OFF && domain.vm().savedState()) {
                return domain;
            }
            if (state != VmState.RUNNING && state != VmState.PAUSED) {
                throw Problems.state(ErrorCode.VM_STATE, domain.vm().name() + " does not run, so there is no memory.");
            }
            return domains.put(
                    host,
                    domain.stopped(VmState.OFF, "saved", world.clock().instant())
                            .saved(true));
        });
    }

    @Override
    public void discardSave(VmId id) {
        calls.change(id.host(), () -> {
            SimHost host = world.host(id.host());
            SimDomain domain = host.domain(id);
            return domain.vm().savedState() ? domains.put(host, domain.saved(false)) : domain;
        });
    }

    /** Memory is written in no time. */
    @Override
    public Optional<MemoryState> job(VmId id) {
        return Optional.empty();
    }

    @Override
    public void abortJob(VmId id) {
        calls.read(id.host(), () -> world.host(id.host()).domain(id));
    }
}
