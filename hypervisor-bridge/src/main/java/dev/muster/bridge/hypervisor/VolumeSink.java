package dev.muster.bridge.hypervisor;

/** A volume's file while it is written. One thread at a time. */
public interface VolumeSink extends AutoCloseable {
    /** Writes more, waiting where the host takes it slowly. */
    void write(byte[] bytes);

    /** Returns when the host has all that was written. To be called once, before {@link #close}. */
    void finish();

    /** Lets go of it. What was not finished may be missing from the file. */
    @Override
    void close();
}
