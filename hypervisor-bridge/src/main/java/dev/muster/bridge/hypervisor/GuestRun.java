package dev.muster.bridge.hypervisor;

/** How a program in a guest stands. */
public sealed interface GuestRun {
    /** It has not ended. */
    record Running() implements GuestRun {}

    /**
     * It has ended.
     *
     * @param status its exit status; 128 and the number of the signal where one ended it
     * @param output the first {@value #OUTPUT_MOST} bytes of what it wrote to its standard output, then to its standard error
     */
    record Ended(int status, String output) implements GuestRun {}

    /** So many bytes of its output are kept. */
    int OUTPUT_MOST = 64 << 10;
}
