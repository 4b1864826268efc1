package dev.muster.bridge.remote.frame;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * One frame: a byte for its type, three for the length of what follows, most significant first, and so many bytes.
 *
 * @param type what it is
 * @param payload at most {@link #LIMIT} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // carried once from here to there, never compared
public record Frame(Type type, byte[] payload) {
    /** The protocol's name in {@code Upgrade}. */
    public static final String PROTOCOL = "muster-console";
    /** The header that names the console. */
    public static final String TARGET_HEADER = "Console-Target";
    /** Bytes a frame carries at most. */
    public static final int LIMIT = 64 << 10;

    /** What a frame is. */
    public enum Type {
        /** Nothing: the sender lives. */
        ALIVE(0),
        /** Bytes of the console. */
        DATA(1),
        /** From the bridge: who types, as JSON. */
        STATE(2),
        /** From the bridge: the last frame; why the console ended as a problem in JSON, or nothing where it ended well. */
        END(3),
        /** From the client: it wants to type. */
        TAKE(4);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        private static Optional<Type> of(int number) {
            return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
        }
    }

    /** A frame without a payload. */
    public static Frame of(Type type) {
        return new Frame(type, new byte[0]);
    }

    /**
     * Reads the next one.
     *
     * @throws IOException at the end of the stream, and where what came is no frame
     */
    public static Frame read(DataInputStream in) throws IOException {
        int number = in.readUnsignedByte();
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        Optional<Type> type = Type.of(number);
        if (type.isEmpty() || length > LIMIT) {
            throw new IOException("not a frame: type " + number + ", " + length + " bytes");
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(type.get(), payload);
    }

    /** Writes it in one go. */
    public void write(OutputStream out) throws IOException {
        byte[] bytes = new byte[4 + payload.length];
        bytes[0] = (byte) type.number;
        bytes[1] = (byte) (payload.length >> 16);
        bytes[2] = (byte) (payload.length >> 8);
        bytes[3] = (byte) payload.length;
        System.arraycopy(payload, 0, bytes, 4, payload.length);
        out.write(bytes);
        out.flush();
    }
}
