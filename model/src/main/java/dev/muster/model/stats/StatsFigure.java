package dev.muster.model.stats;

/** What VMs are compared by. */
public enum StatsFigure {
    /** Percent of one processor. */
    CPU,
    /** Bytes of the host's memory that its process holds; where that is not known, what the guest was given. */
    MEMORY,
    /** Bytes a second, read and written. */
    DISK,
    /** Bytes a second, received and sent. */
    NETWORK;

    /** The figure; {@link VmUsage#MISSING} where there is none. */
    public double of(VmUsage usage) {
        return switch (this) {
            case CPU -> usage.cpuPercent();
            case MEMORY -> usage.residentBytes() < 0 ? usage.memoryBytes() : usage.residentBytes();
            case DISK -> sum(usage.diskReadRate(), usage.diskWriteRate());
            case NETWORK -> sum(usage.receiveRate(), usage.sendRate());
        };
    }

    private static double sum(double one, double other) {
        return one < 0 && other < 0 ? VmUsage.MISSING : Math.max(0, one) + Math.max(0, other);
    }
}
