package dev.muster.bridge.hypervisor;

/** An open connection to a VM's serial line or VNC server. One thread reads, one writes, any closes. */
public interface ConsoleLink extends AutoCloseable {
    /**
     * Reads what came; waits until there is something. Native code may do the waiting, so a platform thread is to read.
     *
     * @return how many bytes; -1 when the VM's side hung up or the link was closed
     * @throws dev.muster.model.error.MusterException {@code CONSOLE_LOST}
     */
    int read(byte[] into);

    /**
     * Writes; waits until all of it was taken.
     *
     * @throws dev.muster.model.error.MusterException {@code CONSOLE_LOST}
     */
    void write(byte[] bytes, int offset, int length);

    /** Hangs up, which ends a read and a write that wait. Closing twice is closing once. */
    @Override
    void close();
}
