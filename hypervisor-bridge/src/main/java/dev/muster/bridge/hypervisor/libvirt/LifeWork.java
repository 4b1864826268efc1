package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.muster.bridge.hypervisor.Hypervisor.MemoryState;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.DomainDocument;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** What a VM is called, what is noted about it, and its memory on disk. */
final class LifeWork {
    private static final Duration SHORT = Duration.ofSeconds(30);

    /** Memory may be large and the disk slow; the job that waits can be cancelled. */
    private static final Duration LONG = Duration.ofHours(2);

    private static final int DESCRIPTION = 0;
    private static final int ELEMENT = 2;
    private static final int LIVE = 1;
    private static final int CONFIG = 2;

    /** {@code VIR_ERR_NO_DOMAIN_METADATA}. */
    private static final int NO_METADATA = 80;

    /** {@code struct _virDomainJobInfo}: int type, eleven unsigned long long. */
    private static final int JOB_INFO_BYTES = 96;

    private static final int JOB_TOTAL = 24;
    private static final int JOB_DONE = 32;

    private final Connection connection;
    private final Watcher watcher;

    LifeWork(Connection connection, Watcher watcher) {
        this.connection = connection;
        this.watcher = watcher;
    }

    void rename(VmId id, String name) {
        act(id, domain -> {
            boolean already = DomainDocument.parse(DomainReader.xml(domain, DomainReader.INACTIVE))
                    .name()
                    .equals(name);
            return already ? 0 : Virt.virDomainRename(domain, name, 0);
        });
    }

    void annotate(VmId id, Optional<SortedSet<String>> tags, Optional<String> note) {
        act(id, domain -> {
            boolean persistent = Handle.require(Virt.virDomainIsPersistent(domain)) == 1;
            int where = (persistent ? CONFIG : 0) | (isActive(domain) ? LIVE : 0);
            note.ifPresent(text -> Handle.require(
                    Virt.virDomainSetMetadata(domain, DESCRIPTION, text.isEmpty() ? null : text, null, null, where)));
            tags.ifPresent(wanted -> tag(domain, wanted, persistent ? CONFIG : LIVE, where));
            return 0;
        });
    }

    private static void tag(Pointer domain, SortedSet<String> wanted, int from, int where) {
        Optional<String> after = DomainDocument.metadata(own(domain, from), wanted);
        Handle.require(Virt.virDomainSetMetadata(
                domain, ELEMENT, after.orElse(null), "muster", DomainDocument.NAMESPACE, where));
    }

    private static Optional<String> own(Pointer domain, int from) {
        Pointer text = Virt.virDomainGetMetadata(domain, ELEMENT, DomainDocument.NAMESPACE, from);
        if (text == null) {
            LibvirtError error = LibvirtError.last();
            if (error.code() == NO_METADATA) {
                return Optional.empty();
            }
            throw new LibvirtException(error);
        }
        return Optional.of(Handle.text(text));
    }

    void save(VmId id) {
        String uuid = id.uuid().toString();
        try {
            connection.callLong(Subject.VM, uuid, LONG, pointer -> {
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

    void discardSave(VmId id) {
        act(
                id,
                domain -> Handle.require(Virt.virDomainHasManagedSaveImage(domain, 0)) == 0
                        ? 0
                        : Virt.virDomainManagedSaveRemove(domain, 0));
    }

    Optional<MemoryState> memoryJob(VmId id) {
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
    void abortMemoryJob(VmId id) {
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
        return connection.call(Subject.VM, how + uuid, SHORT, pointer -> {
            try (Handle domain = Handle.domain(Virt.virDomainLookupByUUIDString(pointer, uuid))) {
                return work.apply(domain.pointer());
            }
        });
    }
}
