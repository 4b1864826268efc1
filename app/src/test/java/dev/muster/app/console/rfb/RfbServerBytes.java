package dev.muster.app.console.rfb;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.Deflater;

/** What a display server says, byte by byte as RFC 6143 has it. */
final class RfbServerBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final Deflater deflater = new Deflater();

    /** Version, no security, a picture of that size. */
    static RfbServerBytes opened(int width, int height) {
        return new RfbServerBytes().text("RFB 003.008\n").u8(1, 1).s32(0).init(width, height);
    }

    RfbServerBytes init(int width, int height) {
        return u16(width, height).u8(new int[16]).s32(4).text("tiny");
    }

    RfbServerBytes text(String text) {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RfbServerBytes u8(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    RfbServerBytes u16(int... values) {
        return with(to -> {
            for (int value : values) {
                write(() -> to.writeShort(value));
            }
        });
    }

    RfbServerBytes s32(int value) {
        return with(to -> write(() -> to.writeInt(value)));
    }

    RfbServerBytes raw(byte[] all) {
        bytes.writeBytes(all);
        return this;
    }

    /** The head of an update with that many rectangles. */
    RfbServerBytes update(int rectangles) {
        return u8(0, 0).u16(rectangles);
    }

    RfbServerBytes rectangle(int x, int y, int w, int h, int encoding) {
        return u16(x, y, w, h).s32(encoding);
    }

    /** A pixel in the format the client asks for. */
    RfbServerBytes pixel(int rgb) {
        return u8(rgb & 0xff, (rgb >> 8) & 0xff, (rgb >> 16) & 0xff, 0);
    }

    /** Length and data of a ZRLE rectangle; one zlib stream for the whole connection. */
    RfbServerBytes zrle(int... tileBytes) {
        byte[] plain = new byte[tileBytes.length];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) tileBytes[i];
        }
        deflater.setInput(plain);
        byte[] packed = new byte[4096];
        int length = deflater.deflate(packed, 0, packed.length, Deflater.SYNC_FLUSH);
        return s32(length).raw(java.util.Arrays.copyOf(packed, length));
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private RfbServerBytes with(Consumer<DataOutputStream> work) {
        work.accept(out);
        return this;
    }

    private static void write(Write work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }
}
