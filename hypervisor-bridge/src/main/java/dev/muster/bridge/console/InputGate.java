package dev.muster.bridge.console;

/** Lets through what somebody whose turn it is not may send. Keeps count of the whole stream, so it sees every byte. */
interface InputGate {
    /**
     * What of it goes on.
     *
     * @param mayType whether it is the sender's turn
     * @throws dev.muster.model.error.MusterException {@code CONSOLE_PROTOCOL}
     */
    byte[] pass(byte[] bytes, int offset, int length, boolean mayType);

    /** A serial line: every byte is typed. */
    static InputGate text() {
        return (bytes, offset, length, mayType) ->
                mayType ? java.util.Arrays.copyOfRange(bytes, offset, offset + length) : new byte[0];
    }
}
