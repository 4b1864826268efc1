package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.MigrationOperations;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.MigrationOptions;
import java.util.List;
import java.util.Optional;

/** Moves simulated domains between hosts of one world. */
final class MigrationWork implements MigrationOperations {
    private final World world;
    private final Calls calls;
    private final DomainWork domains;

    MigrationWork(World world, Calls calls, DomainWork domains) {
        this.world = world;
        this.calls = calls;
        this.domains = domains;
    }

    @Override
    public void migrate(VmId id, HostId to, Hypervisor target, MigrationOptions options, List<String> copied) {
        calls.read(to, () -> to);
        calls.change(id.host(), () -> {
            SimHost from = world.host(id.host());
            SimHost host = world.host(to);
            SimDomain domain = from.domain(id);
            Vm vm = domain.vm();
            if (world.settings().faults().hits(Faults.Kind.FAIL_START, vm.name())) {
                throw Problems.refused(
                        vm.name() + " could not be migrated.",
                        "internal error: process exited while connecting to monitor: simulated fault");
            }
            boolean taken = host.domains.values().stream()
                    .anyMatch(other -> other.vm().id().uuid().equals(id.uuid())
                            || other.vm().name().equals(vm.name()));
            if (taken) {
                throw Problems.exists(ErrorCode.VM_EXISTS, "VM", vm.name());
            }
            vm.disks().stream()
                    .filter(disk -> copied.contains(disk.target()))
                    .flatMap(disk -> Optional.ofNullable(from.files.get(disk.source())).stream())
                    .forEach(file -> {
                        host.files.put(file.path(), file);
                        host.poolsAt(file.directory())
                                .forEach(pool -> world.tell(new InventoryChange.VolumePut(SimHost.volume(pool, file))));
                    });
            Vm there = DomainXml.read(to, id.uuid(), DomainDocument.parse(domain.live()))
                    .in(vm.state(), "migrated", Optional.of(world.clock().instant()));
            domains.put(host, new SimDomain(there, domain.definition(), domain.liveXml()));
            return domains.remove(from, id);
        });
    }

    /** A simulated VM is elsewhere in no time. */
    @Override
    public Optional<MigrationState> state(VmId id) {
        return Optional.empty();
    }

    @Override
    public void startPostCopy(VmId id) {
        calls.read(id.host(), () -> world.host(id.host()).domain(id));
    }

    @Override
    public Optional<String> hostCpu(HostId host) {
        return calls.read(host, Optional::empty);
    }

    @Override
    public CpuFit compareCpu(HostId host, String cpu) {
        return calls.read(host, () -> CpuFit.FITS);
    }
}
