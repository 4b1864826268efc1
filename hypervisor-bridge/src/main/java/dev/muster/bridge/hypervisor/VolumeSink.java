package dev.muster.bridge.hypervisor;

/** A volume's file while it is written. One thread at a time. */
public interface VolumeSink extends AutoCloseable {
    /** Writes more, waiting where the host takes it slowly. */
    void write(byte[] bytes);

    /**
     * Leaves out so many bytes, which read as zeros afterwards. Where the volume was opened by {@link VolumeOperations#fill} and is
     * a file, they take no room in it.
     */
    void skip(long bytes);

    /** Returns when the host has all that was written. To be called once, before {@link #close}. */
    void finish();

    /** Lets go of it. What was not finished may be missing from the file. */
    @Override
    void close();
}
