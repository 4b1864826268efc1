package dev.muster.bridge.hypervisor;

import java.nio.ByteBuffer;

/** A volume's file while it is read. One thread at a time. */
public interface VolumeSource extends AutoCloseable {
    /** What comes next in it. */
    sealed interface Part {}

    /**
     * Bytes of it.
     *
     * @param bytes between position and limit; at least one
     */
    record Data(ByteBuffer bytes) implements Part {}

    /**
     * Zeros for which the file has no room.
     *
     * @param bytes how many
     */
    record Hole(long bytes) implements Part {}

    /** Nothing more. */
    record End() implements Part {}

    /** Waits for the next part; after the end there is nothing to be asked for. */
    Part next();

    /** Lets go of it, also before its end. */
    @Override
    void close();
}
