package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import dev.muster.bridge.hypervisor.BackupOperations.Capture;
import dev.muster.bridge.hypervisor.BackupOperations.Freeze;
import dev.muster.bridge.hypervisor.CaptureLine;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.inventory.VmState;
import java.util.UUID;
import java.util.function.Function;

/** A connection of libvirt for one VM alone. */
final class LibvirtLine implements CaptureLine {
    private final Pointer connection;
    private final UUID uuid;
    private final Handle domain;

    /** Takes the connection over, also where the VM is not there. */
    LibvirtLine(Pointer connection, UUID uuid) {
        this.connection = connection;
        this.uuid = uuid;
        try {
            this.domain = Handle.domain(Virt.virDomainLookupByUUIDString(connection, uuid.toString()));
        } catch (LibvirtException e) {
            Virt.virConnectClose(connection);
            throw Problems.of(e.error(), Subject.VM, uuid.toString()).toException(e);
        }
    }

    @Override
    public VmState state() {
        return on(LibvirtLine::state);
    }

    private static VmState state(Pointer pointer) {
        IntByReference state = new IntByReference();
        Handle.require(Virt.virDomainGetState(pointer, state, new IntByReference(), 0));
        return DomainStates.state(state.getValue());
    }

    @Override
    public void suspend() {
        var _ = on(pointer -> Handle.require(Virt.virDomainSuspend(pointer)));
    }

    @Override
    public void resume() {
        var _ = on(pointer -> {
            int resumed = Virt.virDomainResume(pointer);
            // libvirt refuses to resume one that runs, once it has waited for what was under way
            if (resumed < 0) {
                LibvirtError error = LibvirtError.last();
                VmState now = state(pointer);
                boolean runs = now == VmState.RUNNING || now == VmState.SHUTTING_DOWN;
                if (error.code() != LibvirtError.OPERATION_INVALID || !runs) {
                    throw new LibvirtException(error);
                }
            }
            return 0;
        });
    }

    @Override
    public Freeze freeze() {
        return on(AgentFreeze::freeze);
    }

    @Override
    public boolean thaw() {
        return on(AgentFreeze::thaw);
    }

    @Override
    public void begin(Capture capture) {
        var _ = on(pointer -> Handle.require(BackupWork.begin(pointer, capture)));
    }

    private <T> T on(Function<Pointer, T> call) {
        try {
            return call.apply(domain.pointer());
        } catch (LibvirtException e) {
            throw Problems.of(e.error(), Subject.VM, uuid.toString()).toException(e);
        }
    }

    @Override
    public void close() {
        domain.close();
        Virt.virConnectClose(connection);
    }
}
