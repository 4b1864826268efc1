package dev.muster.model.stats;

import dev.muster.model.command.Query;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What can be asked about how busy VMs are. Asking (but for lines) is watching: for ten seconds the host it is about is
 * measured every 2 s, otherwise every 30 s. What was measured is kept as long as the bridge runs.
 */
public sealed interface StatsQuery<R extends Record> extends Query<R> {
    /** How busy one VM was. */
    record History(VmId vm, StatsRange range) implements StatsQuery<VmHistory> {
        @Override
        public Class<VmHistory> answer() {
            return VmHistory.class;
        }
    }

    /** Which VM loads a host, and how much. */
    record Load(HostId host) implements StatsQuery<HostLoad> {
        @Override
        public Class<HostLoad> answer() {
            return HostLoad.class;
        }
    }

    /**
     * What some VMs used in the last minutes, for drawing it small; VMs that are not there are left out.
     *
     * @param vms which
     * @param figures what of it
     */
    record Sparks(List<VmId> vms, Set<StatsFigure> figures) implements StatsQuery<SparkLines> {
        /** How many VMs may be asked about at once. */
        public static final int MOST = 500;

        public Sparks {
            vms = List.copyOf(vms);
            figures = Set.copyOf(figures);
        }

        @Override
        public Class<SparkLines> answer() {
            return SparkLines.class;
        }
    }

    /**
     * How busy a VM was. Each list has one value for each step, the oldest first; one that is missing is
     * {@link VmUsage#MISSING}.
     *
     * @param vm whose
     * @param range how far back
     * @param end when the last step ends
     * @param since when this bridge began to measure
     * @param usage one for each step
     */
    record VmHistory(VmId vm, StatsRange range, Instant end, Instant since, List<VmUsage> usage) {
        public VmHistory {
            usage = List.copyOf(usage);
        }
    }

    /**
     * What the VMs of a host use.
     *
     * @param host which
     * @param at when it was measured; the epoch where it was not yet
     * @param total all of them together
     * @param vms those that run
     */
    record HostLoad(HostId host, Instant at, VmUsage total, List<VmLoad> vms) {
        public HostLoad {
            vms = List.copyOf(vms);
        }
    }

    /** What one VM uses. */
    record VmLoad(VmId vm, VmUsage usage) {}

    /** Lines of some VMs. */
    record SparkLines(List<Spark> lines) {
        public SparkLines {
            lines = List.copyOf(lines);
        }
    }

    /**
     * What one VM used.
     *
     * @param vm whose
     * @param values for each figure one value for each 20 s of the last ten minutes, the oldest first; what is missing is
     *     {@link VmUsage#MISSING}
     */
    record Spark(VmId vm, Map<StatsFigure, List<Double>> values) {
        public Spark {
            values = Map.copyOf(values);
        }
    }
}
