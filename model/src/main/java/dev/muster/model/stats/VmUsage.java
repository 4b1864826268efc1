package dev.muster.model.stats;

import java.util.List;

/**
 * What a VM uses: means over the time since it was measured before. A figure that was not to be had is {@link #MISSING}.
 *
 * @param cpuPercent of one processor of the host; 200 keeps two of them busy
 * @param memoryBytes what the guest is given at present (its balloon)
 * @param residentBytes what its process holds in the host's memory
 * @param diskReadRate bytes a second, over all its disks
 * @param diskWriteRate bytes a second, over all its disks
 * @param diskOperations reads and writes a second
 * @param receiveRate bytes a second that reached it, over all its NICs
 * @param sendRate bytes a second that left it, over all its NICs
 */
public record VmUsage(
        double cpuPercent,
        double memoryBytes,
        double residentBytes,
        double diskReadRate,
        double diskWriteRate,
        double diskOperations,
        double receiveRate,
        double sendRate) {
    /** What stands for a figure nobody knows. */
    public static final double MISSING = -1;

    /** How many figures there are. */
    public static final int FIGURES = 8;

    /** Nothing is known. */
    public static final VmUsage UNKNOWN =
            new VmUsage(MISSING, MISSING, MISSING, MISSING, MISSING, MISSING, MISSING, MISSING);

    /** The figures in the order of the components. */
    public List<Double> figures() {
        return List.of(
                cpuPercent,
                memoryBytes,
                residentBytes,
                diskReadRate,
                diskWriteRate,
                diskOperations,
                receiveRate,
                sendRate);
    }

    /** From figures in the order of the components. */
    public static VmUsage of(List<Double> figures) {
        return new VmUsage(
                figures.get(0),
                figures.get(1),
                figures.get(2),
                figures.get(3),
                figures.get(4),
                figures.get(5),
                figures.get(6),
                figures.get(7));
    }

    /** Both together; what is missing in one is taken from the other. */
    public VmUsage plus(VmUsage other) {
        List<Double> mine = figures();
        List<Double> others = other.figures();
        return of(java.util.stream.IntStream.range(0, FIGURES)
                .mapToObj(
                        i -> mine.get(i) < 0 ? others.get(i) : Double.valueOf(mine.get(i) + Math.max(0, others.get(i))))
                .toList());
    }
}
