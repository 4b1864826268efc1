package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.MigrationOperations;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.MigrationOptions;
import dev.muster.model.xml.SafeXml;
import dev.muster.model.xml.XmlElement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves VMs between two connections of this process. The bridge speaks with both daemons, so these need not reach each
 * other; only QEMU of the source connects to QEMU of the target.
 */
final class MigrationWork implements MigrationOperations {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationWork.class);
    private static final Duration SHORT = Duration.ofSeconds(30);

    /** Memory and disks may be large and the line slow; the job that waits can be cancelled. */
    private static final Duration LONG = Duration.ofHours(24);

    // virDomainMigrateFlags
    private static final int LIVE = 1;
    private static final int PERSIST_DEST = 8;
    private static final int UNDEFINE_SOURCE = 16;
    private static final int NON_SHARED_DISK = 64;
    private static final int CHANGE_PROTECTION = 256;
    private static final int OFFLINE = 1024;
    private static final int ABORT_ON_ERROR = 4096;
    private static final int AUTO_CONVERGE = 8192;
    private static final int POSTCOPY = 32768;

    /** {@code struct _virTypedParameter}: char field[80], int type, a union of eight bytes. */
    private static final int PARAMETER_BYTES = 96;

    private static final int PARAMETER_TYPE = 80;
    private static final int PARAMETER_VALUE = 88;

    private final HostConnection host;
    private final Watcher watcher;

    MigrationWork(HostConnection host, Watcher watcher) {
        this.host = host;
        this.watcher = watcher;
    }

    @Override
    public void migrate(VmId id, HostId to, Hypervisor target, MigrationOptions options, List<String> copied) {
        Connection source = host.at(id.host());
        if (!(target.migrations() instanceof MigrationWork there)) {
            throw Problem.of(
                            ErrorCode.NOT_SUPPORTED,
                            "A VM of libvirt cannot go to " + to + ", which is no host of libvirt.",
                            "It stays where it is.",
                            "Choose another host.")
                    .toException();
        }
        migrate(id, source, there, there.host.at(to), options, copied);
    }

    private void migrate(
            VmId id,
            Connection source,
            MigrationWork there,
            Connection destination,
            MigrationOptions options,
            List<String> copied) {
        // one of its own: closing the target's connection meanwhile must not take it away below the call
        Pointer target = destination.own();
        AtomicBoolean taken = new AtomicBoolean();
        try {
            String uuid = id.uuid().toString();
            source.callLong(Subject.VM, uuid, LONG, pointer -> {
                if (!taken.compareAndSet(false, true)) {
                    throw new IllegalStateException("nobody waits for this migration any more");
                }
                try (Handle domain = Handle.domain(Virt.virDomainLookupByUUIDString(pointer, uuid))) {
                    migrate(domain.pointer(), target, options, copied);
                    return true;
                } finally {
                    Virt.virConnectClose(target);
                }
            });
        } finally {
            if (taken.compareAndSet(false, true)) {
                Virt.virConnectClose(target);
            }
            watcher.signal(Signal.vm(id.uuid()));
            there.watcher.signal(Signal.vm(id.uuid()));
        }
    }

    private static void migrate(Pointer domain, Pointer target, MigrationOptions options, List<String> copied) {
        boolean active = Handle.require(Virt.virDomainIsActive(domain)) == 1;
        boolean persistent = Handle.require(Virt.virDomainIsPersistent(domain)) == 1;
        int flags = (persistent ? PERSIST_DEST | UNDEFINE_SOURCE : 0)
                | (active ? CHANGE_PROTECTION | ABORT_ON_ERROR : OFFLINE)
                | (active && options.live() ? LIVE : 0)
                | (active && options.autoConverge() ? AUTO_CONVERGE : 0)
                | (active && options.postCopy() ? POSTCOPY : 0)
                | (copied.isEmpty() ? 0 : NON_SHARED_DISK);
        PointerByReference params = new PointerByReference();
        IntByReference count = new IntByReference();
        IntByReference room = new IntByReference();
        try {
            if (active && options.bandwidthMib() > 0) {
                Handle.require(Virt.virTypedParamsAddULLong(params, count, room, "bandwidth", options.bandwidthMib()));
            }
            if (active && !options.address().isEmpty()) {
                Handle.require(
                        Virt.virTypedParamsAddString(params, count, room, "migrate_uri", uri(options.address())));
            }
            for (String disk : copied) {
                Handle.require(Virt.virTypedParamsAddString(params, count, room, "migrate_disks", disk));
            }
            Handle.domain(Virt.virDomainMigrate3(domain, target, params.getValue(), count.getValue(), flags))
                    .close();
        } finally {
            Virt.virTypedParamsFree(params.getValue(), count.getValue());
        }
    }

    private static String uri(String address) {
        return "tcp://" + (address.contains(":") ? "[" + address + "]" : address);
    }

    @Override
    public Optional<MigrationState> state(VmId id) {
        return with(id, "migration of ", domain -> {
            IntByReference type = new IntByReference();
            PointerByReference params = new PointerByReference();
            IntByReference count = new IntByReference();
            // not to know is not the same as none: whoever takes it for none may end a guest that is still being sent
            Handle.require(Virt.virDomainGetJobStats(domain, type, params, count, 0));
            try {
                Map<String, Long> numbers = numbers(params.getValue(), count.getValue());
                // none, bounded or unbounded; what comes after is a job that has ended
                return type.getValue() < 1 || type.getValue() > 2
                        ? Optional.empty()
                        : Optional.of(new MigrationState(
                                numbers.getOrDefault("data_total", 0L),
                                numbers.getOrDefault("data_remaining", 0L),
                                numbers.getOrDefault("memory_iteration", 0L).intValue()));
            } finally {
                Virt.virTypedParamsFree(params.getValue(), count.getValue());
            }
        });
    }

    private static Map<String, Long> numbers(@org.jspecify.annotations.Nullable Pointer params, int count) {
        Map<String, Long> numbers = new HashMap<>();
        for (int i = 0; params != null && i < count; i++) {
            Pointer one = params.share((long) i * PARAMETER_BYTES);
            int type = one.getInt(PARAMETER_TYPE);
            String name = one.getString(0, StandardCharsets.US_ASCII.name());
            if (type == 1 || type == 2) {
                numbers.put(name, (long) one.getInt(PARAMETER_VALUE));
            } else if (type == 3 || type == 4) {
                numbers.put(name, one.getLong(PARAMETER_VALUE));
            }
        }
        return numbers;
    }

    @Override
    public void startPostCopy(VmId id) {
        with(id, "post-copy of ", domain -> Handle.require(Virt.virDomainMigrateStartPostCopy(domain, 0)));
    }

    @Override
    public Optional<String> hostCpu(HostId on) {
        return host.at(on)
                .call(
                        Subject.HOST,
                        "capabilities",
                        pointer -> SafeXml.parse(Handle.text(Virt.virConnectGetCapabilities(pointer)), "capabilities")
                                .child("host", "cpu")
                                .map(XmlElement::source));
    }

    /** Where libvirt cannot say it, such as for a processor it has no model of, that is no reason to refuse. */
    @Override
    public CpuFit compareCpu(HostId on, String cpu) {
        Connection connection = host.at(on);
        try {
            int fit = connection.call(
                    Subject.HOST, "compare CPU", pointer -> Handle.require(Virt.virConnectCompareCPU(pointer, cpu, 0)));
            return fit == 0 ? CpuFit.LACKS : CpuFit.FITS;
        } catch (MusterException e) {
            LOG.debug("the processors cannot be compared: {}", e.problem().text());
            return CpuFit.UNKNOWN;
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
