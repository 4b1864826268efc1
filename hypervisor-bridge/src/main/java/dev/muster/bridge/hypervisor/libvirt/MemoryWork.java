package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.muster.bridge.hypervisor.MemoryOperations;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.inventory.VmId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** The memory of VMs on disk. */
final class MemoryWork implements MemoryOperations {
    private static final Duration SHORT = Duration.ofSeconds(30);

    /** Memory may be large and the disk slow; the job that waits can be cancelled. */
    private static final Duration LONG = Duration.ofHours(2);

    /** {@code struct _virDomainJobInfo}: int type, eleven unsigned long long. */
    private static final int JOB_INFO_BYTES = 96;

    private static final int JOB_TOTAL = 24;
    private static final int JOB_DONE = 32;

    private final HostConnection host;
    private final Watcher watcher;

    MemoryWork(HostConnection host, Watcher watcher) {
        this.host = host;
        this.watcher = watcher;
    }

    @Override
    public void save(VmId id) {
        String uuid = id.uuid().toString();
        try {
            host.at(id.host()).callLong(Subject.VM, uuid, LONG, pointer -> {
                try (Handle domain = Handle.domain(Virt.virDomainLookupByUUIDString(pointer, uuid))) {
                    return isSaved(domain.pointer())
                            ? 0
                            : Handle.require(Virt.virDomainManagedSave(domain.pointer(), 0));
                }
            });
        } finally {
            watcher.signal(Signal.vm(id.uuid()));
        }
    }

    private static boolean isSaved(Pointer domain) {
        return !isActive(domain) && Virt.virDomainHasManagedSaveImage(domain, 0) == 1;
    }

    @Override
    public void discardSave(VmId id) {
        act(
                id,
                domain -> Handle.require(Virt.virDomainHasManagedSaveImage(domain, 0)) == 0
                        ? 0
                        : Virt.virDomainManagedSaveRemove(domain, 0));
    }

    @Override
    public Optional<MemoryState> job(VmId id) {
        return with(id, "memory job ", domain -> {
            try (Memory info = new Memory(JOB_INFO_BYTES)) {
                info.clear();
                boolean known = Virt.virDomainGetJobInfo(domain, info) >= 0 && info.getInt(0) != 0;
                return known
                        ? Optional.of(new MemoryState(info.getLong(JOB_DONE), info.getLong(JOB_TOTAL)))
                        : Optional.empty();
            }
        });
    }

    /** What is not under way cannot be stopped, which is as good. */
    @Override
    public void abortJob(VmId id) {
        with(id, "abort memory job ", domain -> {
            if (Virt.virDomainAbortJob(domain) < 0) {
                LibvirtError error = LibvirtError.last();
                boolean none = error.code() == LibvirtError.OPERATION_INVALID
                        // libvirt's test driver writes memory in no time
                        || error.code() == LibvirtError.NO_SUPPORT;
                if (!none) {
                    throw new LibvirtException(error);
                }
            }
            return true;
        });
    }

    private static boolean isActive(Pointer domain) {
        return Handle.require(Virt.virDomainIsActive(domain)) == 1;
    }

    private void act(VmId id, ToIntFunction<Pointer> work) {
        try {
            with(id, "", domain -> Handle.require(work.applyAsInt(domain)));
        } finally {
            watcher.signal(Signal.vm(id.uuid()));
        }
    }

    private <T> T with(VmId id, String how, Function<Pointer, T> work) {
        String uuid = id.uuid().toString();
        return host.at(id.host()).call(Subject.VM, how + uuid, SHORT, pointer -> {
            try (Handle domain = Handle.domain(Virt.virDomainLookupByUUIDString(pointer, uuid))) {
                return work.apply(domain.pointer());
            }
        });
    }
}
