package dev.muster.app.console.rfb;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** RFB's numbers (RFC 6143, section 7): unsigned, most significant byte first. An end amid a message is a problem. */
final class RfbInput {
    private final DataInputStream in;

    RfbInput(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /** The type of the next message; -1 where the stream ends between two. */
    int messageType() throws IOException {
        return in.read();
    }

    int u8() throws IOException {
        try {
            return in.readUnsignedByte();
        } catch (EOFException e) {
            throw cut();
        }
    }

    int u16() throws IOException {
        return (u8() << 8) | u8();
    }

    int s32() throws IOException {
        return (u16() << 16) | u16();
    }

    /** So many bytes; a length beyond the limit is none that an honest server sends. */
    byte[] bytes(long length, int limit) throws IOException {
        if (length < 0 || length > limit) {
            throw RfbProblems.protocol("a length of " + length + " where at most " + limit + " make sense");
        }
        byte[] bytes = new byte[(int) length];
        full(bytes, 0, bytes.length);
        return bytes;
    }

    void full(byte[] into, int offset, int length) throws IOException {
        try {
            in.readFully(into, offset, length);
        } catch (EOFException e) {
            throw cut();
        }
    }

    void skip(long length, int limit) throws IOException {
        if (length < 0 || length > limit) {
            throw RfbProblems.protocol("a length of " + length + " where at most " + limit + " make sense");
        }
        byte[] chunk = new byte[4096];
        for (long left = length; left > 0; left -= Math.min(left, chunk.length)) {
            full(chunk, 0, (int) Math.min(left, chunk.length));
        }
    }

    private static RuntimeException cut() {
        return RfbProblems.protocol("the stream ended within a message");
    }
}
