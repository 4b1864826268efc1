package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.DomainDocument;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads domains. Its methods make native calls and run on the threads for them. */
final class DomainReader {
    private static final Logger LOG = LoggerFactory.getLogger(DomainReader.class);

    /** {@code VIR_DOMAIN_XML_SECURE}. */
    static final int SECURE = 1;
    /** {@code VIR_DOMAIN_XML_INACTIVE}. */
    static final int INACTIVE = 2;

    private static final int LIST_PERSISTENT = 1 << 2;
    private static final int LIST_SAVED = 1 << 8;
    private static final int LIST_AUTOSTART = 1 << 10;
    private static final int STATS_STATE = 1;
    private static final int STATS_NOWAIT = 1 << 29;

    /** Size of {@code virTypedParameter}, and where its value is. */
    private static final int PARAMETER = 96;

    private static final int PARAMETER_VALUE = 88;

    private final ReadFailures failures = new ReadFailures("domain");
    private final HostId host;
    private final boolean thisMachine;

    /** Reads the domains of {@code host}, whose paths are those of this process if it is this machine. */
    DomainReader(HostId host, boolean thisMachine) {
        this.host = host;
        this.thisMachine = thisMachine;
    }

    /** What is asked of every domain in one call each, not of each domain. */
    private record Flags(boolean persistent, boolean autostart, boolean saved, int state, int reason) {}

    /** All domains. One that goes while the list is read is left out. */
    Listed<VmId, Vm> all(Pointer connection) {
        Set<UUID> persistent = matching(connection, LIST_PERSISTENT);
        Set<UUID> autostart = matching(connection, LIST_AUTOSTART);
        Set<UUID> saved = matching(connection, LIST_SAVED);
        Map<UUID, int[]> states = states(connection);
        PointerByReference list = new PointerByReference();
        int count = Virt.virConnectListAllDomains(connection, list, 0);
        return Listed.of(
                Handle.list(count, list, Virt::virDomainFree),
                LibvirtError.NO_DOMAIN,
                domain -> new VmId(host, Handle.uuid(domain, Virt::virDomainGetUUIDString)),
                domain -> {
                    UUID uuid = Handle.uuid(domain, Virt::virDomainGetUUIDString);
                    int[] state = states.get(uuid);
                    if (state == null) {
                        state = state(domain);
                    }
                    return read(
                            domain,
                            uuid,
                            new Flags(
                                    persistent.contains(uuid),
                                    autostart.contains(uuid),
                                    saved.contains(uuid),
                                    state[0],
                                    state[1]));
                },
                failures);
    }

    /** One domain as it is now. */
    Vm one(Pointer domain) {
        UUID uuid = Handle.uuid(domain, Virt::virDomainGetUUIDString);
        int[] state = state(domain);
        IntByReference autostart = new IntByReference();
        // a transient domain has no autostart, which libvirt calls an error
        boolean starts = Virt.virDomainGetAutostart(domain, autostart) >= 0 && autostart.getValue() != 0;
        return read(
                domain,
                uuid,
                new Flags(
                        Handle.require(Virt.virDomainIsPersistent(domain)) == 1,
                        starts,
                        Virt.virDomainHasManagedSaveImage(domain, 0) == 1,
                        state[0],
                        state[1]));
    }

    /** {@code virDomainState} and its reason. */
    int[] state(Pointer domain) {
        IntByReference state = new IntByReference();
        IntByReference reason = new IntByReference();
        Handle.require(Virt.virDomainGetState(domain, state, reason, 0));
        return new int[] {state.getValue(), reason.getValue()};
    }

    /** A domain's XML. */
    static String xml(Pointer domain, int flags) {
        return Handle.text(Virt.virDomainGetXMLDesc(domain, flags));
    }

    private Vm read(Pointer domain, UUID uuid, Flags flags) {
        String definition = xml(domain, INACTIVE);
        VmState state = DomainStates.state(flags.state());
        // devices are those it runs with; what people wrote about it is what they wrote last
        DomainDocument kept = document(definition, uuid);
        DomainDocument document = state.isActive() ? document(xml(domain, 0), uuid) : kept;
        long maximum;
        long memory;
        int vcpus;
        // struct _virDomainInfo: unsigned char state, unsigned long maxMem, memory (KiB), unsigned short nrVirtCpu,
        // cpuTime
        try (Memory info = new Memory(40)) {
            Handle.require(Virt.virDomainGetInfo(domain, info));
            maximum = info.getLong(8) << 10;
            memory = info.getLong(16) << 10;
            vcpus = Short.toUnsignedInt(info.getShort(24));
        }
        return new Vm(
                new VmId(host, uuid),
                document.name(),
                kept.title(),
                kept.description(),
                state,
                reason(domain, flags, document),
                Optional.empty(),
                vcpus,
                memory,
                maximum,
                flags.persistent(),
                flags.autostart(),
                flags.saved(),
                document.architecture(),
                document.machine(),
                document.virtualization(),
                document.disks(),
                document.nics(),
                kept.tags(),
                DomainDocument.digest(definition));
    }

    private String reason(Pointer domain, Flags flags, DomainDocument document) {
        return DomainStates.isInputOutputError(flags.state(), flags.reason())
                ? DiskErrors.reason(domain, document.disks(), thisMachine)
                : DomainStates.reason(flags.state(), flags.reason());
    }

    /** What cannot be parsed is shown all the same, by its UUID. */
    private static DomainDocument document(String xml, UUID uuid) {
        try {
            return DomainDocument.parse(xml);
        } catch (MusterException e) {
            LOG.warn("domain {}: {}", uuid, e.problem().text());
            return DomainDocument.parse("<domain><name>" + uuid + "</name></domain>");
        }
    }

    private static Set<UUID> matching(Pointer connection, int flags) {
        PointerByReference list = new PointerByReference();
        int count = Virt.virConnectListAllDomains(connection, list, flags);
        Set<UUID> found = new HashSet<>();
        for (Handle handle : Handle.list(count, list, Virt::virDomainFree)) {
            try (handle) {
                found.add(Handle.uuid(handle.pointer(), Virt::virDomainGetUUIDString));
            }
        }
        return found;
    }

    /** States of all domains in one call; empty where the driver has no such call. It waits for no QEMU process. */
    private static Map<UUID, int[]> states(Pointer connection) {
        Map<UUID, int[]> states = new HashMap<>();
        PointerByReference list = new PointerByReference();
        int count = Virt.virConnectGetAllDomainStats(connection, STATS_STATE, list, STATS_NOWAIT);
        if (count < 0) {
            count = Virt.virConnectGetAllDomainStats(connection, STATS_STATE, list, 0);
        }
        Pointer records = list.getValue();
        if (count < 0 || records == null) {
            return states;
        }
        try {
            for (int i = 0; i < count; i++) {
                // struct _virDomainStatsRecord: virDomainPtr, virTypedParameterPtr, int
                Pointer record = records.getPointer((long) i * com.sun.jna.Native.POINTER_SIZE);
                Pointer parameters = record.getPointer(8);
                int[] state = {-1, 0};
                for (int p = 0; p < record.getInt(16); p++) {
                    long at = (long) p * PARAMETER;
                    switch (parameters.getString(at, "US-ASCII")) {
                        case "state.state" -> state[0] = parameters.getInt(at + PARAMETER_VALUE);
                        case "state.reason" -> state[1] = parameters.getInt(at + PARAMETER_VALUE);
                        // the other figures are not asked for
                        default -> {}
                    }
                }
                if (state[0] >= 0) {
                    states.put(Handle.uuid(record.getPointer(0), Virt::virDomainGetUUIDString), state);
                }
            }
        } finally {
            Virt.virDomainStatsRecordListFree(records);
        }
        return states;
    }
}
