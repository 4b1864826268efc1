package dev.muster.bridge.hypervisor;

/** A volume's file while it is written. One thread at a time. */
public interface VolumeSink extends AutoCloseable {
    /** Writes more, waiting where the host takes it slowly. */
    void write(byte[] bytes);

    /**
     * Goes on so many bytes further, which read as zeros afterwards. They are written; but in a file that was opened by
     * {@link VolumeOperations#fill} they are left out and take no room.
     */
    void skip(long bytes);

    /** Returns when the host has all that was written. To be called once, before {@link #close}. */
    void finish();

    /** Lets go of it. What was not finished may be missing from the file. */
    @Override
    void close();
}
