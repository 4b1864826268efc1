package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.muster.bridge.hypervisor.StatsOperations;
import dev.muster.bridge.hypervisor.VmCounters;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Reads what libvirt counts of all running domains in one call.
 *
 * <p>A QEMU that is stopped makes that call hang and keeps the domain's lock for it. A second call that waits for no lock
 * ({@code NOWAIT}) then passes over this domain and gets the others. At most three calls are left hanging, as libvirtd answers
 * five at a time; with three stopped QEMUs or more there are no figures until one goes on.
 */
final class StatsWork implements StatsOperations {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int TRIES = 3;

    private static final int NOWAIT = 1 << 29;
    private static final int ACTIVE = 1;
    /** State, total processor time, balloon, interfaces, block devices. */
    private static final int GROUPS = 1 | 1 << 1 | 1 << 2 | 1 << 4 | 1 << 5;

    /** Size of {@code virTypedParameter}, and where its type and value are. */
    private static final int PARAMETER = 96;

    private static final int TYPE = 80;
    private static final int VALUE = 88;

    private final HostConnection host;

    StatsWork(HostConnection host) {
        this.host = host;
    }

    @Override
    public List<VmCounters> counters(HostId on) {
        for (int attempt = 1; ; attempt++) {
            try {
                return host.at(on).call(Subject.HOST, "count " + attempt, PATIENCE, pointer -> read(on, pointer));
            } catch (MusterException e) {
                if (e.problem().code() != ErrorCode.HYPERVISOR_TIMEOUT || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static List<VmCounters> read(HostId host, Pointer connection) {
        PointerByReference list = new PointerByReference();
        int count = Virt.virConnectGetAllDomainStats(connection, GROUPS, list, NOWAIT | ACTIVE);
        if (count < 0) {
            // the test driver knows neither the flag nor more than the state
            count = Virt.virConnectGetAllDomainStats(connection, 0, list, 0);
        }
        Pointer records = list.getValue();
        List<VmCounters> found = new ArrayList<>();
        if (count < 0 || records == null) {
            return found;
        }
        try {
            for (int i = 0; i < count; i++) {
                // struct _virDomainStatsRecord: virDomainPtr, virTypedParameterPtr, int
                Pointer record = records.getPointer((long) i * Native.POINTER_SIZE);
                Sums sums = new Sums();
                Pointer parameters = record.getPointer(8);
                for (int p = 0; p < record.getInt(16); p++) {
                    sums.add(parameters, (long) p * PARAMETER);
                }
                if (sums.state != 5 && sums.hasFigures()) {
                    UUID uuid = Handle.uuid(record.getPointer(0), Virt::virDomainGetUUIDString);
                    found.add(sums.counters(new VmId(host, uuid)));
                }
            }
        } finally {
            Virt.virDomainStatsRecordListFree(records);
        }
        return found;
    }

    /** What one record says, over all its disks and interfaces. */
    private static final class Sums {
        private int state = -1;
        private long cpu = -1;
        private long memory = -1;
        private long resident = -1;
        private long read = -1;
        private long written = -1;
        private long operations = -1;
        private long received = -1;
        private long sent = -1;

        private void add(Pointer parameters, long at) {
            String name = parameters.getString(at, "US-ASCII");
            switch (name) {
                case "state.state" -> state = parameters.getInt(at + VALUE);
                case "cpu.time" -> cpu = number(parameters, at);
                case "balloon.current" -> memory = number(parameters, at) << 10;
                case "balloon.rss" -> resident = number(parameters, at) << 10;
                default -> device(name, parameters, at);
            }
        }

        private void device(String name, Pointer parameters, long at) {
            if (name.startsWith("block.")) {
                if (name.endsWith(".rd.bytes")) {
                    read = plus(read, number(parameters, at));
                } else if (name.endsWith(".wr.bytes")) {
                    written = plus(written, number(parameters, at));
                } else if (name.endsWith(".rd.reqs") || name.endsWith(".wr.reqs")) {
                    operations = plus(operations, number(parameters, at));
                }
            } else if (name.startsWith("net.")) {
                if (name.endsWith(".rx.bytes")) {
                    received = plus(received, number(parameters, at));
                } else if (name.endsWith(".tx.bytes")) {
                    sent = plus(sent, number(parameters, at));
                }
            }
        }

        private boolean hasFigures() {
            return cpu >= 0 || memory >= 0 || read >= 0 || received >= 0;
        }

        private VmCounters counters(VmId vm) {
            return new VmCounters(vm, cpu, memory, resident, read, written, operations, received, sent);
        }

        private static long plus(long sum, long more) {
            return more < 0 ? sum : Math.max(0, sum) + more;
        }

        /** Types 1 and 2 are of 32 bits, 3 and 4 of 64. */
        private static long number(Pointer parameters, long at) {
            return switch (parameters.getInt(at + TYPE)) {
                case 1 -> parameters.getInt(at + VALUE);
                case 2 -> Integer.toUnsignedLong(parameters.getInt(at + VALUE));
                case 3, 4 -> parameters.getLong(at + VALUE);
                default -> -1;
            };
        }
    }
}
