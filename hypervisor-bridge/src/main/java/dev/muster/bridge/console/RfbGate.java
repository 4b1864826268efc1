package dev.muster.bridge.console;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Follows what a viewer says to a VNC server (RFC 6143, sections 7.1 to 7.5) and leaves out keys, pointer and clipboard of a
 * viewer whose turn it is not. All else goes through at all times, for else the viewer would see nothing.
 */
final class RfbGate implements InputGate {
    private static final int VNC_AUTHENTICATION = 2;
    private static final int RESPONSE_BYTES = 16;
    private static final int HEAD_LIMIT = 16;

    private enum Stage {
        VERSION,
        SECURITY,
        RESPONSE,
        CLIENT_INIT,
        MESSAGES
    }

    private Stage stage = Stage.VERSION;
    private final byte[] head = new byte[HEAD_LIMIT];
    private int headed;
    private long rest;
    private boolean restPasses;

    @Override
    public byte[] pass(byte[] bytes, int offset, int length, boolean mayType) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (rest > 0) {
                int count = (int) Math.min(rest, end - at);
                if (restPasses) {
                    out.write(bytes, at, count);
                }
                rest -= count;
                at += count;
            } else {
                head[headed++] = bytes[at++];
                if (headed >= needed()) {
                    headIsWhole(out, mayType);
                }
            }
        }
        return out.toByteArray();
    }

    /** How long the part is that is being collected, as far as its beginning tells. */
    private int needed() {
        return switch (stage) {
            case VERSION -> 12;
            case SECURITY, CLIENT_INIT -> 1;
            case RESPONSE -> RESPONSE_BYTES;
            case MESSAGES ->
                switch (head[0]) {
                    case 0, 3, 4, 5 -> 1;
                    case 2 -> 4;
                    case 6 -> 8;
                    // QEMU's own: extended keys, audio (docs/interop in QEMU; registry of the RFB community)
                    case -1 -> headed > 1 && head[1] == 1 ? 4 : 2;
                    default ->
                        throw Problem.of(
                                        ErrorCode.CONSOLE_PROTOCOL,
                                        "The viewer sent a message of type " + (head[0] & 0xff)
                                                + ", which is not known here.",
                                        "The VM goes on; nothing of it was passed on.",
                                        "Use Muster's own viewer, or one that speaks RFB 3.8 alone.")
                                .toException();
                };
        };
    }

    private void headIsWhole(ByteArrayOutputStream out, boolean mayType) {
        boolean passes = true;
        switch (stage) {
            case VERSION -> {
                requireVersion();
                stage = Stage.SECURITY;
            }
            case SECURITY -> stage = head[0] == VNC_AUTHENTICATION ? Stage.RESPONSE : Stage.CLIENT_INIT;
            case RESPONSE -> stage = Stage.CLIENT_INIT;
            case CLIENT_INIT -> stage = Stage.MESSAGES;
            case MESSAGES -> {
                passes = mayType || !isInput();
                rest = restOfMessage();
                restPasses = passes;
            }
        }
        if (passes) {
            out.write(head, 0, headed);
        }
        headed = 0;
    }

    private boolean isInput() {
        return switch (head[0]) {
            case 4, 5, 6 -> true;
            case -1 -> head[1] == 0;
            default -> false;
        };
    }

    private long restOfMessage() {
        return switch (head[0]) {
            case 0 -> 19;
            case 2 -> 4L * number(2, 2);
            case 3 -> 9;
            case 4 -> 7;
            case 5 -> 5;
            // a negative length is that of the extended clipboard, whose size is its absolute value
            case 6 -> Math.abs((long) (int) number(4, 4));
            default ->
                switch (head[1]) {
                    case 0 -> 10;
                    case 1 -> number(2, 2) == 2 ? 6 : 0;
                    default -> 0;
                };
        };
    }

    private long number(int from, int bytes) {
        long value = 0;
        for (int i = from; i < from + bytes; i++) {
            value = (value << 8) | (head[i] & 0xff);
        }
        return value;
    }

    private void requireVersion() {
        String version = new String(head, 0, headed, StandardCharsets.ISO_8859_1);
        if (!version.equals("RFB 003.008\n") && !version.equals("RFB 003.007\n")) {
            throw Problem.of(
                            ErrorCode.CONSOLE_PROTOCOL,
                            "The viewer does not speak RFB 3.8.",
                            "The VM goes on; nothing was passed on.",
                            "Use a newer viewer.")
                    .toException();
        }
    }
}
